// The site, and a page of another origin that embeds it.
import { createServer } from 'node:http';
import path from 'node:path';
import { serve } from '../../web/tools/serve.mjs';
import { root } from '../../web/tools/setup.mjs';
import { hostPort, sitePort } from './ports.mjs';

const { address } = await serve(path.join(root, 'web/dist'), sitePort);
if (new URL(address).port !== String(sitePort)) throw new Error(`port ${sitePort} is taken`);

const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
createServer((request, response) => {
  const source = new URL(request.url, 'http://localhost').searchParams.get('src') ?? 'about:blank';
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>A blog post</title><link rel="icon" href="data:,"><h1>A blog post</h1>
<iframe src="${quoted(source)}" title="A program" width="100%" height="420" style="border:0"></iframe>`);
}).listen(hostPort, '127.0.0.1');
