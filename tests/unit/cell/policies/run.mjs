// Builds main.cpp with each policy for panics, and checks what a panic, a hook and a broken promise do in each; and that objects of
// different policies do not link with each other.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../../..');
const build = path.join(root, 'build/cell-policies');
const source = path.join(here, 'main.cpp');
mkdirSync(build, { recursive: true });

let passed = 0;
let failed = 0;
function check(name, ok, what) {
  if (ok) passed += 1;
  else {
    failed += 1;
    console.log(`${name}:`, what);
  }
}
const compiler = process.argv[2] ?? 'c++';
const compile = (...args) => spawnSync(compiler, ['-std=c++20', '-Wall', '-Wextra', '-Werror', '-pthread', `-I${path.join(root, 'core')}`, ...args], { encoding: 'utf8', cwd: build });
const line = readFileSync(source, 'utf8').split('\n').findIndex((text) => text.includes('// panics here')) + 1;
const refused = 'RefCell already mutably borrowed';
const previous = `; a previous borrow was at ${source}:${line - 1}:`;

const builds = {
  exceptions: { flags: [], unwinds: true },
  tracked: { flags: ['-DBORROWLAB_CELL_TRACK_BORROWS'], unwinds: true, tracks: true },
  abort: { flags: ['-DBORROWLAB_CELL_PANIC_ABORT'] },
  'no-exceptions': { flags: ['-fno-exceptions', '-fno-rtti'] },
  'no-exceptions-tracked': { flags: ['-fno-exceptions', '-fno-rtti', '-DBORROWLAB_CELL_TRACK_BORROWS'], tracks: true },
};
for (const [name, { flags, unwinds, tracks }] of Object.entries(builds)) {
  const program = path.join(build, name);
  const built = compile(...flags, source, '-o', program);
  check(`${name} builds`, built.status === 0, built.stderr);
  if (built.status !== 0) continue;
  const run = (what) => spawnSync(program, [what], { encoding: 'utf8' });
  check(`${name}, nothing panics`, run('fine').status === 0, run('fine'));

  const panic = run('panic');
  const said = unwinds ? panic.stderr : panic.stderr.slice(`panicked at ${source}:${line}:`.length);
  const message = unwinds ? refused : `\n${refused}`;
  const place = unwinds || panic.stderr.startsWith(`panicked at ${source}:${line}:`);
  check(`${name}, a panic that nobody catches`, panic.signal === 'SIGABRT' && place && said.includes(message), panic);
  check(`${name}, the earliest borrow`, panic.stderr.includes(previous) === (tracks ?? false), panic);

  const hook = run('hook');
  const heard = hook.stderr.startsWith(`heard: ${refused}`) && hook.stderr.includes(` at line ${line}\n`);
  const once = unwinds || hook.stderr.split(refused).length === 2;
  check(`${name}, the hook hears first`, hook.signal === 'SIGABRT' && heard && once, hook);

  const caught = run('catch');
  check(`${name}, catching`, unwinds ? caught.status === 0 && caught.stderr.startsWith(`caught: ${refused}`) : caught.status === 2, caught);

  const broken = run('broken');
  const names = /^fatal: RefCell destroyed while borrowed\n {2}the cell: at 0x[0-9a-f]+/.test(broken.stderr) && broken.stderr.includes('its guards: 1 writer');
  check(`${name}, a broken promise`, broken.signal === 'SIGABRT' && names, broken);
}

writeFileSync(path.join(build, 'use.cpp'), '#include "cell/ref_cell.h"\nint use(const borrowlab::cell::RefCell<int>& c) { return *c.borrow(); }\n');
writeFileSync(
  path.join(build, 'call.cpp'),
  '#include "cell/ref_cell.h"\nint use(const borrowlab::cell::RefCell<int>&);\nint main() { return use(borrowlab::cell::RefCell<int>(0)); }\n',
);
const link = (...flags) => compile('-c', 'use.cpp', '-o', 'use.o').status === 0 && compile(...flags, 'call.cpp', 'use.o', '-o', 'linked').status === 0;
check('objects of one policy link', link(), 'they do not');
check('objects that differ in tracking do not', !link('-DBORROWLAB_CELL_TRACK_BORROWS'), 'they do');
check('objects that differ in unwinding do not', !link('-DBORROWLAB_CELL_PANIC_ABORT'), 'they do');

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
