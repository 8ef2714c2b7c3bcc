// How the time to check one function grows with its size: `node borrowck.mjs COMMAND [STATEMENTS…]`. Each function has a loan for every
// three statements; loans are used later, some across branches and loops. Prints statements, loans and milliseconds (the least of five
// runs, less what an empty program takes).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [command, ...sizes] = process.argv.slice(2);
if (command === undefined) {
  console.error('usage: borrowck.mjs COMMAND [STATEMENTS…]');
  process.exit(2);
}
const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function program(statements) {
  const lines = ['fn cond() -> bool { true }', 'fn work(mut v: Vec<i32>, mut s: String) {', 'let mut kept: Vec<usize> = Vec::new();'];
  let loans = 0;
  for (let n = 0; n < statements; ) {
    const i = n;
    switch (((n / 12) % 4) | 0) {
      case 0:
        lines.push(`let r${i} = &v;`, `let n${i} = r${i}.len();`, `kept.push(n${i});`);
        break;
      case 1:
        lines.push(`let m${i} = &mut v;`, `m${i}.push(1);`, `m${i}.push(2);`);
        break;
      case 2:
        lines.push(`if cond() { let t${i} = &s;`, `kept.push(t${i}.len()); } else {`, `s.push('a'); }`);
        break;
      default:
        lines.push(`while cond() { let e${i} = v.first();`, `if e${i}.is_some() { break; }`, `v.push(3); }`);
    }
    loans += 1;
    n += 3;
  }
  lines.push('}', 'fn main() { work(vec![], String::new()); }');
  return { text: lines.join('\n'), loans };
}

function milliseconds(text) {
  writeFileSync(path.join(folder, 'main.rs'), text);
  let least = Infinity;
  for (let i = 0; i < 5; ++i) {
    const start = process.hrtime.bigint();
    const r = spawnSync(path.resolve(command), ['check', 'main.rs'], { cwd: folder, encoding: 'utf8' });
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1e6);
    if (r.status !== 0) throw new Error(`exit status ${r.status}: ${r.stderr.slice(0, 300)}`);
  }
  return least;
}

const empty = milliseconds('fn main() {}\n');
for (const size of sizes.length > 0 ? sizes.map(Number) : [1000, 2000, 4000]) {
  const { text, loans } = program(size);
  console.log(`${size} statements, ${loans} loans: ${(milliseconds(text) - empty).toFixed(1)} ms`);
}
