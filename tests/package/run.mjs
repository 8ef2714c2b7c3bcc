// The package as `npm pack` makes it, installed in an empty project: its command, its engine, its element, its types.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const project = mkdtempSync(path.join(tmpdir(), 'borrowlab-'));
let passed = 0;
let failed = 0;

function check(name, ok, details = '') {
  if (ok) ++passed;
  else ++failed;
  if (!ok) console.log(`FAIL ${name}\n${details}`);
}

const run = (command, args, cwd = project) => spawnSync(command, args, { cwd, encoding: 'utf8' });
const said = ({ stdout, stderr, error }) => `${error ?? ''}${stdout}${stderr}`;

try {
  // What is packed was built before the tests.
  run('npx', ['tsc', '-p', 'web/types.tsconfig.json'], root);
  const packed = run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', project], root);
  writeFileSync(path.join(project, 'package.json'), '{ "name": "post", "version": "1.0.0", "type": "module" }\n');
  const installed = run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${packed.stdout.trim().split('\n').at(-1)}`]);
  check('it installs without a network: it needs no other package', installed.status === 0, said(packed) + said(installed));

  writeFileSync(path.join(project, 'main.rs'), 'fn main() { println!("{}", 6 * 7); }\n');
  writeFileSync(
    path.join(project, 'post.md'),
    '```rust,compile_fail,E0382\nlet a = String::new();\nlet b = a;\nprintln!("{a}{b}");\n```\n',
  );
  const program = run('npx', ['--offline', 'borrowlab', 'run', 'main.rs']);
  check('npx borrowlab run', program.status === 0 && program.stdout === '42\n', said(program));
  const post = run('npx', ['--offline', 'borrowlab', 'check', 'post.md']);
  check('npx borrowlab check', post.status === 0 && post.stdout.includes('post.md:1: ok: rejected, as it says: E0382'), said(post));

  const drawn = run('npx', ['--offline', 'borrowlab', 'check', '--svg', 'post.md']);
  const picture = path.join(project, 'post-1.svg');
  check(
    'npx borrowlab check --svg',
    drawn.status === 0 && existsSync(picture) && /^<svg[\s\S]*E0382/.test(readFileSync(picture, 'utf8')),
    said(drawn),
  );
  const render = run('npx', ['--offline', 'borrowlab', 'render', 'main.rs', '--svg', 'main.svg']);
  const lanes = path.join(project, 'main.svg');
  check('npx borrowlab render', render.status === 0 && existsSync(lanes) && readFileSync(lanes, 'utf8').startsWith('<svg'), said(render));

  const script = `import { createSession } from 'borrowlab';
    const session = await createSession();
    const { verdict } = session.check('fn main() { print!("hi") }', 2024, 'main.rs');
    console.log(verdict, session.run(false).output[0].text, import.meta.resolve('borrowlab/element'));`;
  writeFileSync(path.join(project, 'use.mjs'), script);
  const used = run(process.execPath, ['use.mjs']);
  check('the engine for scripts', /^accepted hi .*embed\.js$/.test(used.stdout.trim()), said(used));

  const folder = path.join(project, 'node_modules/borrowlab');
  for (const file of [
    'web/dist/index.html',
    'web/dist/embed.js',
    'web/dist/engine.html',
    'web/engine.d.ts',
    'web/types/engine/protocol.d.ts',
    'web/types/embed/borrow-lab.d.ts',
    'LICENSE',
  ])
    check(`it has ${file}`, existsSync(path.join(folder, file)));
} finally {
  rmSync(project, { recursive: true });
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
