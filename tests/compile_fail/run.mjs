// What must not compile, does not, and says why. Each file here compiles as it is, and with -DBROKEN fails with the text (a regular
// expression) after "expect:". "flags:" go to every compiler; files with "clang only:" need Clang, and these flags.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const core = path.resolve(here, '../../core');
const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
const compilers = process.argv.length > 2 ? process.argv.slice(2) : ['c++'];
const clang = ['clang++', 'clang++-18', 'clang++-14'].find(has);

const compile = (compiler, file, flags) =>
  new Promise((resolve) => {
    const child = spawn(compiler, ['-std=c++20', '-fsyntax-only', '-Wall', '-Wextra', `-I${core}`, ...flags, file]);
    let text = '';
    child.stderr.on('data', (data) => {
      text += data;
    });
    child.on('error', (error) => resolve({ ok: false, text: String(error) }));
    child.on('close', (status) => resolve({ ok: status === 0, text }));
  });

const jobs = [];
let skipped = 0;
for (const name of readdirSync(here)
  .filter((n) => n.endsWith('.cpp'))
  .sort()) {
  const file = path.join(here, name);
  const source = readFileSync(file, 'utf8');
  const line = (key) => new RegExp(`^// ${key}: (.*)$`, 'm').exec(source)?.[1];
  const expected = (line('expect') ?? '').replaceAll(/[()+]/g, '\\$&');
  const clangFlags = line('clang only')?.split(' ');
  if (clangFlags && !clang) skipped += 1;
  for (const compiler of clangFlags ? (clang ? [clang] : []) : compilers) {
    jobs.push({ name, compiler, file, flags: [...(line('flags')?.split(' ') ?? []), ...(clangFlags ?? [])], expected });
  }
}

let passed = 0;
let failed = 0;
async function work() {
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    const { name, compiler, file, flags, expected } = job;
    const good = await compile(compiler, file, flags);
    const bad = await compile(compiler, file, [...flags, '-DBROKEN']);
    if (good.ok && !bad.ok && new RegExp(expected).test(bad.text)) {
      passed += 1;
      continue;
    }
    failed += 1;
    console.log(
      `${name} with ${compiler}: ${good.ok ? (bad.ok ? 'compiles when broken' : `does not say ${expected}`) : 'does not compile'}`,
    );
    console.log(good.ok ? bad.text : good.text);
  }
}
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
if (skipped > 0) console.log(`${skipped} need Clang and were skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
