// `npm run build`: the native command line at build/native/borrowlab and the site in web/dist. Each part does nothing when
// nothing it depends on has changed.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as setup from './setup.mjs';

const { root, run } = setup;
const launcher = () => (existsSync('/usr/bin/ccache') ? ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] : []);

function configure(folder, command, args, env = process.env) {
  const dir = path.join(root, 'build', folder);
  if (existsSync(path.join(dir, 'build.ninja'))) return dir;
  mkdirSync(dir, { recursive: true });
  // Several sources to a compilation: a build from nothing takes a third of the time.
  run(command[0], [...command.slice(1), '-S', root, '-B', dir, '-G', 'Ninja', '-DCMAKE_UNITY_BUILD=ON', ...args, ...launcher()], { env });
  return dir;
}

// The native build; `tests` adds the unit tests.
export function buildNative({ tests = false } = {}) {
  const dir = configure('native', ['cmake'], ['-DCMAKE_BUILD_TYPE=Release', '-DBORROWLAB_TESTS=ON']);
  run('cmake', ['--build', dir, '--target', ...(tests ? ['all'] : ['borrowlab'])]);
  return path.join(dir, 'borrowlab');
}

export const wasmFolder = path.join(root, 'web/src/engine/wasm');

// The engine as WebAssembly, put where the page and web/cli.mjs take it from; `tests` adds the unit tests.
export function buildWasm({ tests = false } = {}) {
  const env = setup.emscriptenEnv();
  const dir = configure('wasm', ['emcmake', 'cmake'], ['-DCMAKE_BUILD_TYPE=MinSizeRel', '-DBORROWLAB_TESTS=ON'], env);
  run('cmake', ['--build', dir, '--target', tests ? 'all' : 'borrowlab'], { env });
  mkdirSync(wasmFolder, { recursive: true });
  for (const name of ['borrowlab.mjs', 'borrowlab.wasm']) {
    const from = path.join(dir, 'core/bindings', name);
    const to = path.join(wasmFolder, name);
    if (!existsSync(to) || !readFileSync(from).equals(readFileSync(to))) copyFileSync(from, to);
  }
}

// A digest of everything that the site is made of.
function siteInputs() {
  const hash = createHash('sha256');
  const visit = (file) => {
    const stat = statSync(file);
    if (stat.isDirectory()) {
      for (const name of readdirSync(file).sort()) if (name !== 'dist' && name !== 'node_modules') visit(path.join(file, name));
    } else {
      hash.update(path.relative(root, file)).update(readFileSync(file));
    }
  };
  for (const part of ['web', 'tests/scenarios', 'package-lock.json']) visit(path.join(root, part));
  return hash.digest('hex');
}

export function buildSite() {
  const stamp = path.join(root, 'build/site.digest');
  const inputs = siteInputs();
  if (existsSync(path.join(root, 'web/dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  run('npx', ['tsc', '--noEmit', '-p', 'web/tsconfig.json']);
  for (const mode of ['production', 'embed', 'frame'])
    run('npx', ['vite', 'build', '--config', 'web/vite.config.ts', '--mode', mode, '--logLevel', 'warn']);
  writeFileSync(stamp, inputs);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setup.ensure([...setup.native, ...setup.wasm]);
  setup.ensureNodeModules();
  buildNative();
  buildWasm();
  buildSite();
  console.log('built build/native/borrowlab and web/dist');
}
