// Asks Borrowlab and the local rustc about random functions that borrow, and shows where they disagree, cut down to a few
// lines: `node run.mjs COMMAND [--seed N] [--functions N] [--edition E] [--show N] [--text N]`. The same seed grows the same functions. Without a
// rustc 1.95 it says so and does nothing. A disagreement is a difference in the list of (code, line, column);
// those that differ in the rendered text only are counted, and shown with `--text N`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { growFunction, print, random, smaller } from './grow.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const prelude = readFileSync(path.join(here, 'prelude.rs'), 'utf8').trimEnd();
const batch = 100;

const args = process.argv.slice(2);
const option = (name, otherwise) => {
  const i = args.indexOf(`--${name}`);
  return i < 0 ? otherwise : args.splice(i, 2)[1];
};
const seed = Number(option('seed', 1));
const functions = Number(option('functions', 1000));
const edition = option('edition', '2021');
const show = Number(option('show', 20));
const showText = Number(option('text', 0));
if (args.length !== 1) {
  console.error('usage: run.mjs COMMAND [--seed N] [--functions N] [--edition E] [--show N] [--text N]');
  process.exit(2);
}
const version = spawnSync('rustc', ['--version'], { encoding: 'utf8' });
if (version.error || !version.stdout.startsWith('rustc 1.95.')) {
  console.log('skipped: no rustc 1.95 here');
  process.exit(0);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'differential-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// The errors of each function: name -> ["E0499 3:7", …], lines counted from the function's first; refusals begin with "refused".
function ask(command, programs) {
  const starts = [];
  let text = `${prelude}\n`;
  let line = prelude.split('\n').length + 1;
  for (const f of programs) {
    starts.push(line);
    const p = print(f);
    text += `${p}\n`;
    line += p.split('\n').length;
  }
  writeFileSync(path.join(folder, 'main.rs'), text);
  const r = spawnSync(command[0], [...command.slice(1), '--edition', edition, '--error-format=json', 'main.rs'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300000,
  });
  const answers = programs.map(() => Object.assign([], { text: '' }));
  let crash = r.error !== undefined || r.signal !== null ? `crashed: ${r.error ?? r.signal}` : null;
  for (const l of r.stderr.split('\n')) {
    if (!l.startsWith('{')) continue;
    const d = JSON.parse(l);
    if (d.level !== 'error' || d.spans.length === 0) {
      if (d.level.startsWith('error: internal')) crash = d.message;
      continue;
    }
    // The place itself may be within a library macro: the function is where that was called.
    const s = d.spans.find((x) => x.is_primary);
    let call = s;
    while (path.basename(call.file_name) !== 'main.rs' && call.expansion !== null) call = call.expansion.span;
    let i = starts.length - 1;
    while (i >= 0 && starts[i] > call.line_start) --i;
    if (i < 0) continue;
    const refused = d.code === null && d.message.startsWith('borrowlab does not support');
    answers[i].text += d.rendered;
    answers[i].push(refused ? `refused: ${d.message}` : `${d.code?.code ?? '-'} ${s.line_start - starts[i]}:${s.column_start}`);
  }
  if (crash !== null) for (const a of answers) a.push(crash);
  return answers;
}

const command = path.resolve(args[0]);
const ours = (programs) => ask(command.endsWith('.mjs') ? [process.execPath, command, 'run'] : [command, 'run'], programs);
const rustc = (programs) => ask(['rustc', '--emit=metadata', '-o', path.join(folder, 'out.rmeta')], programs);
const refuses = (answer) => answer.some((e) => e.startsWith('refused'));
const differ = (a, b) => a.join() !== b.join();
// A program that is no longer well typed tells nothing.
const family = /^(E03(73|8[124])|E0499|E050[0-9]|E051[0-6]|E052[14]|E059[4-7]|E0621|E0626|E0700|E071[236]|E0310|E0309)$/;
const borrowOnly = (answer) => answer.every((e) => family.test(e.split(' ')[0]) || (e.startsWith('- ') && !e.startsWith('- 0:')));

function shrink(f) {
  for (;;) {
    const candidates = [...smaller(f)].slice(0, 150).map((c, i) => ({ ...c, name: `f${i}` }));
    if (candidates.length === 0) return f;
    const theirs = rustc(candidates);
    const mine = ours(candidates);
    const i = candidates.findIndex((_, k) => borrowOnly(theirs[k]) && !refuses(mine[k]) && differ(theirs[k], mine[k]));
    if (i < 0) return f;
    f = { ...candidates[i], name: f.name };
  }
}

const rng = random(seed);
const codes = new Map();
let agreed = 0;
let accepted = 0;
let refused = 0;
let illTyped = 0;
let sameText = 0;
const disagreements = [];
const otherTexts = [];
for (let done = 0; done < functions; done += batch) {
  const programs = [];
  for (let i = 0; i < Math.min(batch, functions - done); ++i)
    programs.push(growFunction(rng, `f${done + i}`, { chains: edition === '2024' }));
  const theirs = rustc(programs);
  let mine = ours(programs);
  if (mine.some(refuses)) {
    // A refusal may hide what is said of the others.
    const kept = programs.map((_, i) => i).filter((i) => !refuses(mine[i]));
    const again = ours(kept.map((i) => programs[i]));
    mine = mine.map((a, i) => (kept.includes(i) ? again[kept.indexOf(i)] : a));
  }
  for (let i = 0; i < programs.length; ++i) {
    if (!borrowOnly(theirs[i])) ++illTyped;
    else if (refuses(mine[i])) ++refused;
    else if (differ(theirs[i], mine[i])) disagreements.push(programs[i]);
    else {
      ++agreed;
      if (theirs[i].text === mine[i].text) ++sameText;
      else if (otherTexts.length < showText) otherTexts.push([print(programs[i]), theirs[i].text, mine[i].text]);
      if (mine[i].length === 0) ++accepted;
      for (const e of mine[i]) codes.set(e.split(' ')[0], (codes.get(e.split(' ')[0]) ?? 0) + 1);
    }
  }
}
for (const f of disagreements.slice(0, show)) {
  const s = { ...shrink(f), name: 'f' };
  console.log(`${print(s)}\n  // rustc: ${rustc([s])[0].join(', ')}\n  // ours:  ${ours([s])[0].join(', ')}\n`);
}
for (const [program, theirText, myText] of otherTexts) console.log(`${program}\n--- rustc\n${theirText}--- ours\n${myText}`);
const mix = [...codes].sort((a, b) => b[1] - a[1]).map(([c, n]) => `${c} ${n}`);
console.log(
  `${functions} functions, seed ${seed}, edition ${edition}: ${agreed} agreed (${accepted} accepted, ${sameText} in every letter), ${disagreements.length} disagreements, ${refused} refused, ${illTyped} ill typed`,
);
console.log(mix.join(', '));
process.exit(disagreements.length === 0 ? 0 : 1);
