// A static server for web/dist on localhost, as plain as the hosts that the site will live on.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.rs': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

// Serves `folder` on the first free port from `port` on; resolves to { server, address }. `shared`: pages of other origins may load
// modules from it, as GitHub Pages and most hosts have it.
export function serve(folder, port, { shared = true } = {}) {
  const server = createServer((request, response) => {
    let name;
    try {
      name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    } catch {
      response.writeHead(400).end('bad address');
      return;
    }
    let file = path.join(folder, path.normalize(name));
    if (!file.startsWith(folder)) {
      response.writeHead(403).end('outside the site');
      return;
    }
    try {
      if (statSync(file).isDirectory()) file = path.join(file, 'index.html');
      const { size } = statSync(file);
      response.writeHead(200, {
        'content-type': types[path.extname(file)] ?? 'application/octet-stream',
        'content-length': size,
        'cache-control': 'no-cache',
        ...(shared ? { 'access-control-allow-origin': '*' } : {}),
      });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    }
  });
  return new Promise((resolve, reject) => {
    const listen = (p) => {
      server.once('error', (error) => (error.code === 'EADDRINUSE' && p < port + 50 ? listen(p + 1) : reject(error)));
      server.listen(p, '127.0.0.1', () => {
        server.removeAllListeners('error');
        resolve({ server, address: `http://localhost:${p}/` });
      });
    };
    listen(port);
  });
}
