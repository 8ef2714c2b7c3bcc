#!/usr/bin/env node
// The command line of build/native/borrowlab, through the very .wasm that the page loads.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const usage = `usage: borrowlab run|check|test|mir|trace [--edition 2018|2021|2024] [--error-format human|json] FILE
       borrowlab trace --memory STEP FILE                     the memory after a step of the run
       borrowlab test [--exact] [--skip NAME] [--ignored] [--include-ignored] [--list] [--nocapture] [--show-output] FILE [FILTER…]
                                                              runs the #[test] functions, as Rust's test harness does
       borrowlab render FILE --svg OUT [--theme light|dark|auto] [--step STEP]
                                                              the lanes beside the code, as a picture
       borrowlab check [--edition 2018|2021|2024] POST.md…     runs the Rust blocks of Markdown files as their attributes say
       borrowlab check --svg POST.md…                         the same, and writes their lanes to POST-1.svg, POST-2.svg …`;
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
      memory: { type: 'string' },
      exact: { type: 'boolean' },
      skip: { type: 'string', multiple: true, default: [] },
      ignored: { type: 'boolean' },
      'include-ignored': { type: 'boolean' },
      list: { type: 'boolean' },
      nocapture: { type: 'boolean' },
      'no-capture': { type: 'boolean' },
      'show-output': { type: 'boolean' },
      svg: { type: process.argv[2] === 'check' ? 'boolean' : 'string' },
      theme: { type: 'string', default: 'auto' },
      step: { type: 'string' },
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
const [command, ...files] = positionals;
const posts = command === 'check' && files.length > 0 && files.every((file) => /\.(md|markdown)$/.test(file));
const many = posts || command === 'test';
if (!['run', 'check', 'test', 'mir', 'trace', 'render'].includes(command) || files.length === 0 || (files.length > 1 && !many)) bad(usage);
if (!['2018', '2021', '2024'].includes(options.edition)) bad(`--edition takes 2018, 2021 or 2024, not ${options.edition}`);
if (options.memory !== undefined && !/^\d+$/.test(options.memory)) bad(`--memory takes a step, not ${options.memory}`);
if (options.step !== undefined && !/^\d+$/.test(options.step)) bad(`--step takes a step, not ${options.step}`);
if (!['light', 'dark', 'auto'].includes(options.theme)) bad(`--theme takes light, dark or auto, not ${options.theme}`);
if (command === 'render' && options.svg === undefined) bad('--svg is required');
if (command === 'check' && options.svg && !posts) bad('--svg is for Markdown files');
if (!['human', 'json'].includes(options['error-format'])) bad(`--error-format takes human or json, not ${options['error-format']}`);

// The text of a file; null (and a message) where it cannot be had.
function read(file) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    const what = error instanceof TypeError ? 'is not UTF-8' : undefined;
    const why = error.code === 'ENOENT' ? 'no such file' : error.message;
    process.stderr.write(what ? `error: \`${file}\` ${what}\n` : `error: couldn't read \`${file}\`: ${why}\n`);
    return null;
  }
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

function judge(file) {
  const text = read(file);
  if (text === null) return refused;
  const result = session.check(text, Number(options.edition), file);
  const said = options['error-format'] === 'json' ? session.diagnosticsJson() || result.text : result.text;
  process.stderr.write(said);
  if (command === 'run' && result.status === 0) {
    const run = session.run(false);
    for (const piece of run.output) (piece.stderr ? process.stderr : process.stdout).write(piece.text);
    process.stderr.write(run.text);
    return run.status;
  }
  if (command === 'mir' && result.status !== refused) {
    process.stdout.write(session.mir());
    return 0;
  }
  if (command === 'trace' && result.status !== refused) {
    if (result.status === 0) session.run(true);
    const plain = (_, value) => (ArrayBuffer.isView(value) ? [...value] : value);
    const told = options.memory === undefined ? session.trace() : session.memoryAt(Number(options.memory));
    process.stdout.write(`${JSON.stringify(told, plain)}\n`);
    return 0;
  }
  if (command === 'render' && result.status !== refused) {
    if (result.status === 0) session.run(true);
    return picture(file);
  }
  return result.status;
}

// The first of the names is the file, the rest are filters.
function runTests([file, ...filters]) {
  const text = read(file);
  if (text === null) return refused;
  const {
    check,
    output,
    status,
    text: explanation,
  } = session.test(text, Number(options.edition), file, {
    filters,
    skip: options.skip,
    exact: options.exact,
    ignored: options.ignored,
    include_ignored: options['include-ignored'],
    list: options.list,
    no_capture: options.nocapture || options['no-capture'],
    show_output: options['show-output'],
  });
  process.stderr.write(options['error-format'] === 'json' ? session.diagnosticsJson() || check.text : check.text);
  if (check.status !== 0) return check.status;
  for (const piece of output) (piece.stderr ? process.stderr : process.stdout).write(piece.text);
  process.stderr.write(explanation);
  return status;
}

function write(file, text) {
  try {
    writeFileSync(file, text);
    return true;
  } catch {
    process.stderr.write(`error: couldn't write \`${file}\`\n`);
    return false;
  }
}

// Of the program judged last.
function picture(file) {
  const { svg, theme, step } = options;
  const drawn = session.svg({ theme, step: step === undefined ? null : Number(step), title: path.basename(file) });
  return write(svg, drawn) ? 0 : refused;
}

// Of a post's blocks, beside it; null: it was not judged.
function writePictures(file, pictures) {
  const stem = file.slice(0, file.lastIndexOf('.'));
  return pictures.every((svg, i) => svg === null || write(`${stem}-${i + 1}.svg`, svg));
}

// The worst of the files: a block that does something else, then one that is refused.
function checkPosts() {
  const statuses = files.map((file) => {
    const text = read(file);
    if (text === null) return refused;
    const found = options.svg
      ? session.drawMarkdown(text, Number(options.edition), file)
      : session.checkMarkdown(text, Number(options.edition), file);
    process.stdout.write(found.text);
    return writePictures(file, found.pictures ?? []) ? found.status : refused;
  });
  return statuses.includes(1) ? 1 : Math.max(...statuses);
}

process.exitCode = posts ? checkPosts() : command === 'test' ? runTests(files) : judge(files[0]);
