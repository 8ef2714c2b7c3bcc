// `npm run bench:cells`: the cells beside Rust's, compiled with -O by the rustc that is here, under each C++ compiler that is here.
// Without rustc the C++ half alone.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as setup from '../../web/tools/setup.mjs';

const { root, run } = setup;
setup.ensure(['cxx', 'benchmark']);
const build = path.join(root, 'build/bench');
mkdirSync(build, { recursive: true });
const rounds = 4096;
const loops = {
  shared: 'RefCell: shared borrow and release',
  exclusive: 'RefCell: exclusive borrow and release',
  cell: 'Cell: get and set',
  rc: 'Rc: clone and drop',
  arc: 'Arc: clone and drop',
  mutex: 'Mutex: lock and unlock, uncontended',
};

const version = (command) => {
  const result = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.split('\n')[0] : null;
};
// Clang has rustc's back end, so that the sources are compared there and not LLVM with GCC; each that is here has its turn.
const compilers = ['clang++', 'g++'].filter(version);
if (compilers.length === 0) compilers.push('c++');
const rustc = version('rustc');
const library = path.join(build, 'libcells.a');
if (rustc) run('rustc', ['-O', '--edition', '2021', '--crate-type', 'staticlib', 'tests/bench/cells.rs', '-o', library]);
else console.log('no rustc here: the ratios are left out');
const rustArgs = rustc ? ['-DWITH_RUST', library, '-ldl'] : [];
const flags = [
  '--benchmark_format=json',
  '--benchmark_repetitions=15',
  '--benchmark_min_time=0.02',
  '--benchmark_enable_random_interleaving=true',
];
const ns = (time) => (time === undefined ? '-' : `${time.toFixed(2)} ns`).padStart(9);

for (const compiler of compilers) {
  const program = path.join(build, `cells-${compiler}`);
  const [source, ...link] = ['tests/bench/cells.cpp', ...rustArgs];
  run(compiler, ['-std=c++20', '-O3', '-DNDEBUG', `-I${root}/core`, source, ...link, '-lbenchmark', '-pthread', '-o', program]);
  const result = run(program, flags, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
  // The fastest repetition is the one that other programs disturbed least.
  const best = {};
  for (const { name, run_type: type, cpu_time: time } of JSON.parse(result.stdout).benchmarks) {
    const key = name.split('/')[1];
    if (type === 'iteration') best[key] = Math.min(best[key] ?? Number.POSITIVE_INFINITY, time / rounds);
  }
  console.log(`compiled by ${version(compiler)}${rustc ? ` and ${rustc}` : ''}`);
  for (const [key, name] of Object.entries(loops)) {
    const [cpp, rust] = [best[`cpp_${key}`], best[`rust_${key}`]];
    console.log(`${name.padEnd(40)} C++ ${ns(cpp)}   Rust ${ns(rust)}   ratio ${rust ? (cpp / rust).toFixed(2) : '-'}`);
  }
}
