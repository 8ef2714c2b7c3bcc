// Compiles the programs of core/cell/README.md, all in one (each in a namespace of its own), runs them, and compares what each prints
// with the comments behind its outputs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const build = path.join(root, 'build/cell-readme');
const readme = readFileSync(path.join(root, 'core/cell/README.md'), 'utf8');
const sections = [...readme.matchAll(/^### (.+)$[^#]*?^```cpp$([\s\S]*?)^```$/gm)].map(([, title, program]) => ({ title, program }));

const includes = new Set();
let text = '';
for (const [i, { program }] of sections.entries()) {
  // A specialization belongs to the library's namespace, so its type is found from outside.
  const [, special] = /^(template <>\nstruct [\s\S]*?^};)[^\n]*$/m.exec(program) ?? [];
  const body = program.replace(special ?? '\0', special ? `}\n${special.replace('<Handle>', `<program_${i}::Handle>`)}\nnamespace program_${i} {` : '');
  for (const [line] of program.matchAll(/^#include .*$/gm)) includes.add(line);
  text += `namespace program_${i} {\n${body.replaceAll(/^#include .*$/gm, '').replace('int main()', 'void run()')}}\n`;
}
text = `${[...includes].join('\n')}\n${text}int main() {\n${sections.map((_, i) => `program_${i}::run(); std::cout << "----\\n";`).join('\n')}\n}\n`;
mkdirSync(build, { recursive: true });
writeFileSync(path.join(build, 'programs.cpp'), text);

const run = (command, args) => {
  const result = spawnSync(command, args, { encoding: 'utf8', cwd: build });
  if (result.status !== 0) {
    console.log(result.stdout, result.stderr, result.error ?? '');
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
  return result.stdout;
};
run('c++', ['-std=c++20', '-Wall', '-Wextra', '-Werror', '-pthread', `-I${path.join(root, 'core')}`, 'programs.cpp', '-o', 'programs']);
const outputs = run('./programs', []).split('----\n');
let failed = 0;
for (const [i, { title, program }] of sections.entries()) {
  const expected = [...program.matchAll(/std::cout <<.*\/\/ (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
  if (outputs[i] === expected && expected !== '') continue;
  failed += 1;
  console.log(`${title}: expected\n${expected}but it printed\n${outputs[i]}`);
}
console.log(`${sections.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
