// The service worker: web/service-worker.js with the list of the files that the page needs, made when all of them are there.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// What a first visit need not bring: what only posts and their frames load, and what is made on request.
const left =
  /^(embed\.js|embed\/|engine\.html|standalone\.html|_headers|service-worker\.js|landing\.png|assets\/frame-[\w-]+\.js|assets\/borrowlab-[\w-]+\.js)/;

export function offline(dist) {
  return {
    name: 'offline',
    apply: 'build',
    closeBundle() {
      const files = readdirSync(dist, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(dist, path.join(entry.parentPath ?? entry.path, entry.name)))
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(path.join(dist, file)));
      const list = files.filter((file) => !left.test(file)).map((file) => (file === 'index.html' ? './' : `./${file}`));
      const template = readFileSync(path.join(dist, '../service-worker.js'), 'utf8');
      const version = hash.digest('hex').slice(0, 12);
      if (!template.includes("'VERSION'") || !template.includes("'FILES'")) this.error('the service worker has no marks');
      const filled = template.replace("'VERSION'", `'${version}'`).replace("'FILES'", () => `'${JSON.stringify(list)}'`);
      writeFileSync(path.join(dist, 'service-worker.js'), filled);
    },
  };
}
