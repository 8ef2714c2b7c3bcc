// Installs the cells from build/native, then builds and runs this project with find_package, and with the sources as a subdirectory.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../../..');
const native = process.argv[2] ?? path.join(root, 'build/native');
const work = path.join(root, 'build/cell-consumer');
const prefix = path.join(work, 'prefix');
rmSync(work, { recursive: true, force: true });

function all(...commands) {
  for (const [command, ...args] of commands) {
    const result = spawnSync(command, args, { encoding: 'utf8', cwd: root });
    if (result.status === 0) continue;
    console.log([command, ...args].join(' '), result.stdout, result.stderr, result.error ?? '');
    return false;
  }
  return true;
}
const consumer = (name, ...args) => {
  const dir = path.join(work, name);
  return all(['cmake', '-S', here, '-B', dir, '-G', 'Ninja', ...args], ['cmake', '--build', dir], [path.join(dir, 'consumer')]);
};
const results = [
  all(['cmake', '--install', native, '--prefix', prefix, '--component', 'cell']) && consumer('installed', `-DCMAKE_PREFIX_PATH=${prefix}`),
  consumer('subdirectory', `-DFROM_SOURCE=${root}`),
];
const passed = results.filter(Boolean).length;
console.log(`${passed} passed, ${results.length - passed} failed`);
process.exit(passed === results.length ? 0 : 1);
