// The example sites of web/embeds: their programs do as they say, by both command lines, and site generators that are installed make of
// them what the element reads. Those that are not installed are named.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const embeds = path.join(root, 'web/embeds');
let passed = 0;
let failed = 0;

function check(name, ok, details = '') {
  if (ok) ++passed;
  else ++failed;
  if (!ok) console.log(`FAIL ${name}\n${details}`);
}

const run = (command, args, cwd = root) => spawnSync(command, args, { cwd, encoding: 'utf8' });
const installed = (command, ...args) => run(command, args).status === 0;

const posts = ['zola/example/content/_index.md', 'hugo/example/content/posts/two-times.md', 'mdbook/example/src/two-times.md'];
for (const [command, ...args] of [[path.join(root, 'build/native/borrowlab')], [process.execPath, path.join(root, 'web/cli.mjs')]]) {
  const result = run(command, [...args, 'check', ...posts], embeds);
  const told = [...result.stdout.matchAll(/: 2 Rust blocks: 2 as told, 0 not\n/g)].length;
  check(`${command} check`, result.status === 0 && told === posts.length, result.stdout + result.stderr);
  const wrong = run(command, [...args, 'check', 'wrong.md'], path.join(root, 'tests/embeds'));
  check(
    `${command} check wrong.md`,
    wrong.status === 1 && wrong.stdout === readFileSync(path.join(root, 'tests/embeds/wrong.txt'), 'utf8'),
    wrong.stdout,
  );
  check(`${command} check, no such file`, run(command, [...args, 'check', 'missing.md']).status === 2);
}

// Copies an example beside what an author copies, builds it, and gives the pages.
function build(tool, parts, command, args, output) {
  const folder = mkdtempSync(path.join(tmpdir(), 'borrowlab-'));
  try {
    cpSync(path.join(embeds, tool, 'example'), folder, { recursive: true });
    for (const part of parts) cpSync(path.join(embeds, tool, part), path.join(folder, part), { recursive: true });
    const result = run(command, args, folder);
    if (result.status !== 0) return { error: result.stdout + result.stderr };
    const names = readdirSync(path.join(folder, output), { recursive: true }).filter((name) => String(name).endsWith('.html'));
    return { pages: names.map((name) => readFileSync(path.join(folder, output, String(name)), 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Two elements with what is expected, each with its program as text of the page.
function checkPages(name, { pages = [], error = 'no page with elements' }, expected) {
  const page = pages.find((each) => expected.every((pattern) => pattern.test(each)));
  check(name, page !== undefined, error + pages.join('\n'));
}

const text = /<pre[^>]*><code[^>]*language-rust[\s\S]*words[\s\S]*?<\/code><\/pre>/;
const sites = [
  ['hugo', ['layouts'], ['version'], ['--quiet'], 'public'],
  ['zola', ['templates'], ['--version'], ['build'], 'public'],
  ['mdbook', ['borrowlab.js'], ['--version'], ['build'], 'book'],
];
for (const [tool, parts, version, args, output] of sites) {
  if (!installed(tool, ...version)) {
    console.log(`skipped: ${tool} is not installed`);
    continue;
  }
  const elements = [/<borrow-lab[^>]* expect="E0502"[^>]*>/, /<borrow-lab[^>]* expect="panic"[^>]*>/, /<\/borrow-lab>/, /embed\.js"/, text];
  const blocks = [
    /class="language-rust borrowlab compile_fail E0502"/,
    /class="language-rust borrowlab should_panic"/,
    /borrowlab[\w-]*\.js"/,
  ];
  checkPages(`${tool} builds its example`, build(tool, parts, tool, args, output), tool === 'mdbook' ? blocks : elements);
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
