// `npm run lint`: formatting and static checks of the page (Biome, TypeScript); with --engine of the engine too (clang-format,
// clang-tidy; the latter needs build/native).
import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as setup from './setup.mjs';

const { root, run } = setup;
const engine = process.argv.includes('--engine');
if (engine) setup.ensure(setup.linting);
setup.ensureNodeModules();
const files = (dir, pattern) =>
  readdirSync(path.join(root, dir), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && pattern.test(e.name))
    .map((e) => path.join(e.parentPath ?? e.path, e.name))
    .sort();
run('npx', ['biome', 'check', 'web', 'tests']);
run('npx', ['tsc', '--noEmit', '-p', 'web/tsconfig.json']);
if (engine) {
  const sources = files('core', /\.cpp$/).filter((f) => !f.includes('bindings'));
  run('clang-format', ['--dry-run', '--Werror', ...files('core', /\.(cpp|h)$/), ...files('tests', /\.(cpp|h)$/)]);
  run('clang-tidy', ['--quiet', '-p', path.join(root, 'build/native'), ...sources]);
}
