// What the machine needs, and how it gets it. On Debian and its kin missing packages are installed; elsewhere they are named.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// Runs a command with the terminal as its own; ends the process where it fails.
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) fail(`could not start ${command}: ${result.error.message}`);
  if (result.status !== 0) fail(`${command} ${args.join(' ')} failed`, result.status ?? 1);
  return result;
}

export function fail(message, status = 1) {
  console.error(`error: ${message}`);
  process.exit(status);
}

const has = (command, ...args) => spawnSync(command, args.length > 0 ? args : ['--version'], { stdio: 'ignore' }).status === 0;
const header = (name) => ['/usr/include', '/usr/local/include', '/opt/homebrew/include'].some((dir) => existsSync(path.join(dir, name)));

// Where Node.js is not Debian's own, Debian's Emscripten does not find the JavaScript packages that it uses.
export const emscriptenEnv = () => {
  const shared = '/usr/share/nodejs';
  return existsSync(shared) ? { ...process.env, NODE_PATH: [shared, process.env.NODE_PATH].filter(Boolean).join(':') } : process.env;
};

export const findChromium = () =>
  process.env.BORROWLAB_CHROMIUM ??
  [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((p) => existsSync(p));

export const findFirefox = () =>
  process.env.BORROWLAB_FIREFOX ??
  ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'].find((p) => existsSync(p));

const needs = {
  cmake: { what: 'CMake 3.18 or newer', debian: ['cmake'], met: () => has('cmake') },
  ninja: { what: 'Ninja', debian: ['ninja-build'], met: () => has('ninja') },
  cxx: { what: 'a C++20 compiler (GCC 12, Clang 14 or newer)', debian: ['g++'], met: () => has('c++') },
  cli11: { what: 'the CLI11 headers', debian: ['libcli11-dev'], met: () => header('CLI/CLI.hpp') },
  emscripten: { what: 'Emscripten 3.1.6 or newer (em++ on the PATH)', debian: ['emscripten'], met: () => has('em++') },
  catch2: { what: 'Catch2 2.13 or newer', debian: ['catch2'], met: () => header('catch2/catch.hpp') || header('catch2/catch_all.hpp') },
  benchmark: { what: 'Google Benchmark', debian: ['libbenchmark-dev'], met: () => header('benchmark/benchmark.h') },
  chromium: {
    what: 'Chromium or Chrome (or its path in BORROWLAB_CHROMIUM)',
    debian: ['chromium'],
    met: () => findChromium() !== undefined,
  },
  hugo: { what: 'Hugo', debian: ['hugo'], met: () => has('hugo', 'version') },
  firefox: {
    what: 'Firefox or Firefox ESR (or its path in BORROWLAB_FIREFOX)',
    debian: ['firefox-esr'],
    met: () => findFirefox() !== undefined,
  },
  clangTools: {
    what: 'clang-format and clang-tidy',
    debian: ['clang-format', 'clang-tidy'],
    met: () => has('clang-format') && has('clang-tidy'),
  },
};
export const native = ['cmake', 'ninja', 'cxx', 'cli11'];
export const wasm = ['cmake', 'ninja', 'emscripten'];
export const testing = [...native, ...wasm, 'catch2', 'chromium', 'firefox', 'hugo'];
export const linting = ['clangTools'];
export const benching = [...native, ...wasm, 'benchmark'];

function installDebian(packages) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-y', ...args];
    run(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
  };
  console.log(`installing ${packages.join(' ')}`);
  apt('update');
  apt('install', '--no-install-recommends', ...packages);
}

// Makes sure of the named needs; ends the process, saying what to install, where it cannot.
export function ensure(names) {
  const missing = [...new Set(names)].filter((name) => !needs[name].met());
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => needs[name].debian);
  const canInstall = has('apt-get') && (process.getuid?.() === 0 || has('sudo', '-n', 'true'));
  if (canInstall) installDebian(packages);
  const still = missing.filter((name) => !needs[name].met());
  if (still.length === 0) return;
  const list = still.map((name) => `  - ${needs[name].what}`).join('\n');
  const debian = still.flatMap((name) => needs[name].debian).join(' ');
  fail(
    `this is missing and cannot be installed from here:\n${list}\nOn Debian or Ubuntu: sudo apt-get install ${debian}\nThen run the command again.`,
  );
}

// node_modules as the lock file has it; kept while the lock file does not change.
export function ensureNodeModules() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = path.join(root, 'node_modules/.borrowlab-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  run('npm', ['ci', '--no-fund', '--no-audit']);
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}
