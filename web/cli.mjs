#!/usr/bin/env node
// The command line of build/native/borrowlab, through the very .wasm that the page loads.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = 'usage: node web/cli.mjs run|check|mir [--edition 2018|2021|2024] [--error-format human|json] FILE';
const refused = 2;

function bad(message) {
  process.stderr.write(`error: ${message}\n`);
  process.exit(refused);
}

let options;
let positionals;
try {
  ({ values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      edition: { type: 'string', default: '2024' },
      'error-format': { type: 'string', default: 'human' },
      help: { type: 'boolean', short: 'h' },
    },
  }));
} catch (error) {
  bad(`${error.message}\n${usage}`);
}
if (options.help) {
  console.log(usage);
  process.exit(0);
}
const [command, file, ...rest] = positionals;
if (!['run', 'check', 'mir'].includes(command) || file === undefined || rest.length > 0) bad(usage);
if (!['2018', '2021', '2024'].includes(options.edition)) bad(`--edition takes 2018, 2021 or 2024, not ${options.edition}`);
if (!['human', 'json'].includes(options['error-format'])) bad(`--error-format takes human or json, not ${options['error-format']}`);

let bytes;
try {
  bytes = readFileSync(file);
} catch (error) {
  bad(`couldn't read \`${file}\`: ${error.code === 'ENOENT' ? 'no such file' : error.message}`);
}
let text;
try {
  text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
} catch {
  bad(`\`${file}\` is not UTF-8`);
}

const engine = path.join(path.dirname(fileURLToPath(import.meta.url)), 'src/engine/wasm');
let createBorrowlab;
let wasmBinary;
try {
  ({ default: createBorrowlab } = await import(path.join(engine, 'borrowlab.mjs')));
  wasmBinary = readFileSync(path.join(engine, 'borrowlab.wasm'));
} catch {
  bad('the engine is not built: run `npm run build` first');
}
const module = await createBorrowlab({ wasmBinary });
const session = new module.Session();
const result = session.check(text, Number(options.edition), file);
process.stderr.write(options['error-format'] === 'json' ? session.diagnosticsJson() || result.text : result.text);
if (command === 'mir' && result.status !== refused) {
  process.stdout.write(session.mir());
  process.exitCode = 0;
} else if (command === 'run' && result.status === 0) {
  const run = session.run(false);
  for (const piece of run.output) (piece.stderr ? process.stderr : process.stdout).write(piece.text);
  process.stderr.write(run.text);
  process.exitCode = run.status;
} else {
  process.exitCode = result.status;
}
