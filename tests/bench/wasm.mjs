// What the page costs: milliseconds of a check and run, of the engine's start, and bytes on the wire. Prints JSON with --json.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { endless } from '../endless.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const engine = path.join(root, 'web/src/engine/wasm');
const dist = path.join(root, 'web/dist');
const rounds = 200;

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

// From compiled WebAssembly in hand to a session that can be asked, as in the page's worker; and the compilation before it.
async function start(createBorrowlab, wasmBinary) {
  const from = performance.now();
  const compiled = await WebAssembly.compile(wasmBinary);
  const between = performance.now();
  const module = await createBorrowlab({
    instantiateWasm: (imports, done) => {
      WebAssembly.instantiate(compiled, imports).then(done);
      return {};
    },
  });
  const session = new module.Session();
  return { session, compile: between - from, begin: performance.now() - between };
}

function program(name) {
  const folder = path.join(root, 'tests/scenarios', name);
  const { edition } = JSON.parse(readFileSync(path.join(folder, 'scenario.json'), 'utf8'));
  return { name, edition, source: readFileSync(path.join(folder, 'main.rs'), 'utf8') };
}

function judge(session, { source, edition }) {
  const from = performance.now();
  const check = session.check(source, edition, 'main.rs');
  const run = check.verdict === 'accepted' ? session.run(false) : null;
  return { milliseconds: performance.now() - from, outcome: run?.outcome ?? check.verdict };
}

function measure(session, item) {
  const first = judge(session, item);
  const times = Array.from({ length: rounds }, () => judge(session, item).milliseconds);
  return { name: item.name, outcome: first.outcome, first: first.milliseconds, median: median(times) };
}

// The files that opening index.html transfers: what it names, and what those name in turn.
function transferred() {
  const found = new Map();
  const visit = (file) => {
    if (found.has(file) || !existsSync(file)) return;
    const bytes = readFileSync(file);
    found.set(file, bytes);
    if (!/\.(html|js|css)$/.test(file)) return;
    for (const [, name] of bytes.toString('utf8').matchAll(/["'`(]((?:\.{0,2}\/)?[\w./-]+\.(?:js|css|wasm|svg|woff2))["'`)]/g)) {
      for (const folder of [path.dirname(file), dist]) visit(path.resolve(folder, name));
    }
  };
  visit(path.join(dist, 'index.html'));
  return [...found].map(([file, bytes]) => ({ file: path.relative(dist, file), raw: bytes.length, brotli: brotli(bytes) }));
}

const { default: createBorrowlab } = await import(pathToFileURL(path.join(engine, 'borrowlab.mjs')));
const wasmBinary = readFileSync(path.join(engine, 'borrowlab.wasm'));
const starts = [];
for (let i = 0; i < 9; ++i) starts.push(await start(createBorrowlab, wasmBinary));
const { session } = starts[0];
const files = transferred();
const sum = (key) => files.reduce((total, file) => total + file[key], 0);
const result = {
  start: { compile: median(starts.map((s) => s.compile)), begin: median(starts.map((s) => s.begin)) },
  programs: ['compile-time', 'run-time'].map((name) => measure(session, program(name))),
  stops: Object.entries(endless).map(([name, source]) => ({ name, ...judge(session, { source, edition: '2024' }) })),
  files,
  total: { raw: sum('raw'), brotli: sum('brotli') },
};

if (process.argv.includes('--json')) {
  console.log(JSON.stringify(result, null, 2));
} else {
  const ms = (n) => `${n.toFixed(2)} ms`;
  const size = ({ raw, brotli: small }) => `${(raw / 1000).toFixed(1)} kB, Brotli ${(small / 1000).toFixed(1)} kB`;
  console.log(`engine start: ${ms(result.start.begin)}, after ${ms(result.start.compile)} of compiling (medians of ${starts.length})`);
  for (const p of result.programs)
    console.log(`${p.name}: ${ms(p.median)} to check and run (median of ${rounds}; the first ${ms(p.first)}), ${p.outcome}`);
  for (const s of result.stops) console.log(`endless ${s.name}: stopped after ${ms(s.milliseconds)}, ${s.outcome}`);
  for (const file of files) console.log(`${file.file}: ${size(file)}`);
  console.log(`the landing page in all: ${size(result.total)}`);
}
