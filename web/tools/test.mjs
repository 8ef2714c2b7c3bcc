// `npm test`: sets up, then runs every test; the last line counts them. Exit status 1 where one failed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildNative, buildSite, buildWasm } from './build.mjs';
import * as setup from './setup.mjs';

const { root } = setup;
setup.ensure(setup.testing);
setup.ensureNodeModules();
buildNative({ tests: true });
buildWasm({ tests: true });
buildSite();

const total = { passed: 0, failed: 0 };
function suite(name, passed, failed) {
  total.passed += passed;
  total.failed += failed;
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed`);
}

// Runs a command; its output is shown where it fails, and counted by `count` (default: one test).
function check(name, command, args, count = (ok) => [ok ? 1 : 0, ok ? 0 : 1], env = process.env) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, env });
  const output = stripVTControlCharacters((result.stdout ?? '') + (result.stderr ?? ''));
  const ok = result.status === 0 && !result.error;
  const [passed, failed] = count(ok, output);
  if (!ok || failed > 0) console.log(output.slice(-20000), result.error ?? '');
  suite(name, passed, ok ? failed : Math.max(failed, 1));
}

// Catch2 ends with "All tests passed (N assertions in M test cases)" or "test cases: N | P passed | F failed".
const catchCount = (ok, output) => {
  const all = /All tests passed \(\d+ assertions? in (\d+) test cases?\)/.exec(output);
  if (ok && all) return [Number(all[1]), 0];
  const some = /test cases:\s*(\d+)(?:\s*\|\s*(\d+) passed)?(?:\s*\|\s*(\d+) failed)?/.exec(output);
  return some ? [Number(some[2] ?? 0), Number(some[3] ?? 1)] : [0, 1];
};
const plainCount = (_ok, output) => {
  const line = /(\d+) passed, (\d+) failed/.exec(output.trim().split('\n').at(-1) ?? '');
  return line ? [Number(line[1]), Number(line[2])] : [0, 1];
};

const unitTests = (folder, pattern) =>
  readdirSync(path.join(root, folder))
    .map((name) => ({ stage: pattern.exec(name)?.[1], file: path.join(root, folder, name) }))
    .filter(({ stage }) => stage !== undefined)
    .sort((a, b) => (a.file < b.file ? -1 : 1));
for (const { stage, file } of unitTests('build/native/tests', /^test_(\w+)$/)) check(`unit ${stage}, native`, file, [], catchCount);
for (const { stage, file } of unitTests('build/wasm/tests', /^test_(\w+)\.js$/))
  check(`unit ${stage}, WebAssembly`, process.execPath, [file], catchCount);
check('cells: what must not compile', process.execPath, ['tests/compile_fail/run.mjs'], plainCount);
check('cells: panics, hooks and broken promises in each build', process.execPath, ['tests/unit/cell/policies/run.mjs'], plainCount);
check('cells: programs of the README', process.execPath, ['tests/unit/cell/readme.mjs'], plainCount);
check('cells: as a package', process.execPath, ['tests/unit/cell/consumer/run.mjs'], plainCount);
check('scenarios, native', process.execPath, ['tests/scenarios/run.mjs', 'build/native/borrowlab'], plainCount);
check('scenarios, WebAssembly', process.execPath, ['tests/scenarios/run.mjs', 'web/cli.mjs'], plainCount);
check('embeds', process.execPath, ['tests/embeds/run.mjs'], plainCount);
check('package', process.execPath, ['tests/package/run.mjs'], plainCount);
if (existsSync(path.join(root, 'tests/e2e'))) {
  check('page', 'npx', ['playwright', 'test', '--config', 'tests/e2e/playwright.config.ts'], (_ok, output) => {
    const number = (what) => Number(new RegExp(`(\\d+) ${what}`).exec(output)?.[1] ?? 0);
    const passed = number('passed') + number('flaky');
    return [passed, number('failed') || (passed > 0 ? 0 : 1)];
  });
}
check('page, Firefox', process.execPath, ['--test', '--test-reporter=tap', 'tests/firefox/'], (_ok, output) => {
  const number = (what) => Number(new RegExp(`^# ${what} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  const passed = number('pass');
  return [passed, number('fail') || (passed > 0 ? 0 : 1)];
});
check('lint', process.execPath, ['web/tools/lint.mjs']);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
