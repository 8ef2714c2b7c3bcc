// Compares a command line with rustc 1.95's answers stored beside the programs: `node run.mjs COMMAND`. A thread's id in a
// panic line may differ. With --record, asks the local rustc instead and stores what it says.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const env = { ...process.env, RUST_BACKTRACE: '0' };
const names = readdirSync(here, { withFileTypes: true })
  .filter((e) => e.isDirectory())
  .map((e) => e.name)
  .sort();

function call(command, args, cwd) {
  const r = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  if (r.error) throw r.error;
  return { status: r.status, stdout: r.stdout, stderr: r.stderr.replace(/^(thread '[^']*') \(\d+\)/gm, '$1') };
}

function record(name, edition, cwd) {
  const exe = path.join(mkdtempSync(path.join(os.tmpdir(), 'scenario-')), 'main');
  const compiled = call('rustc', ['--edition', edition, '-o', exe, 'main.rs'], cwd);
  const answer = compiled.status === 0 ? call(exe, [], cwd) : compiled;
  if (compiled.status === 0 && compiled.stderr !== '') throw new Error(`${name} draws a warning:\n${compiled.stderr}`);
  rmSync(path.dirname(exe), { recursive: true });
  return answer;
}

const [command] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: run.mjs COMMAND | --record');
  process.exit(2);
}
const resolved = path.resolve(command);
const [program, prefix] = command.endsWith('.mjs') ? [process.execPath, [resolved]] : [resolved, []];
let failed = 0;
for (const name of names) {
  const cwd = path.join(here, name);
  const edition = String(JSON.parse(readFileSync(path.join(cwd, 'scenario.json'), 'utf8')).edition);
  const file = path.join(cwd, 'rustc.json');
  if (command === '--record') {
    writeFileSync(file, `${JSON.stringify(record(name, edition, cwd), null, 2)}\n`);
    continue;
  }
  const want = JSON.parse(readFileSync(file, 'utf8'));
  const seen = call(program, [...prefix, 'run', '--edition', edition, 'main.rs'], cwd);
  const differs = ['status', 'stdout', 'stderr'].filter((key) => want[key] !== seen[key]);
  if (differs.length === 0) continue;
  ++failed;
  console.log(`--- ${name}: ${differs.join(', ')} differ`);
  for (const key of differs) console.log(`rustc's ${key}:\n${want[key]}\nseen:\n${seen[key]}`);
}
if (!existsSync(here) || names.length === 0) failed = 1;
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
