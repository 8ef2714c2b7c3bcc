// The site, and a page of another origin that embeds it.
import { createServer } from 'node:http';
import path from 'node:path';
import { serve } from '../../web/tools/serve.mjs';
import { root } from '../../web/tools/setup.mjs';
import { barePort, hostPort, sitePort } from './ports.mjs';

const { address } = await serve(path.join(root, 'web/dist'), sitePort);
if (new URL(address).port !== String(sitePort)) throw new Error(`port ${sitePort} is taken`);

await serve(path.join(root, 'web/dist'), barePort, { shared: false });

const quoted = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const posts = new Map();

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  // Tests put posts of their own here: { headers, body }.
  if (request.method === 'PUT') {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.set(pathname, JSON.parse(Buffer.concat(chunks).toString()));
    response.end();
    return;
  }
  const post = posts.get(pathname);
  if (post !== undefined) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...post.headers });
    response.end(post.body);
    return;
  }
  const asked = new URL(request.url, 'http://localhost').searchParams;
  const attribute = (name, otherwise) => `${name}="${quoted(asked.get(name) ?? otherwise)}"`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="en"><title>A blog post</title><link rel="icon" href="data:,"><h1>A blog post</h1>
<iframe ${attribute('src', 'about:blank')} ${attribute('width', '100%')} ${attribute('height', '420')} title="A program" style="border:0"></iframe>`);
}).listen(hostPort, '127.0.0.1');
