// The engine's thread: starts the WebAssembly that the page hands over, then answers one request after the other.
import type { CheckResult, PictureOptions, Reply, Request, RunResult } from './protocol';
import { fileName } from './protocol';
import type { Event, Memory, Trace } from './trace';
import createBorrowlab from './wasm/borrowlab.mjs';

interface Session {
  check(source: string, edition: number, file: string): CheckResult;
  run(traced: boolean): RunResult;
  trace(): Trace;
  events(from: number, to: number): Event[];
  svg(options: PictureOptions): string;
  memoryAt(step: number): Memory;
  libraryErrors(): string;
}

const reply = (message: Reply) => postMessage(message);
const fail = (what: string, error: unknown) =>
  reply({ kind: 'failed', message: `The engine ${what}: ${error instanceof Error ? error.message : String(error)}` });

let another: () => Session; // a session of its own, for trials
let trials: Session | null = null;

async function start(compiled: WebAssembly.Module): Promise<Session> {
  const module = await new Promise<{ Session: new () => Session }>((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      // Emscripten's own promise never settles where this fails, so the failure takes a way of its own.
      WebAssembly.instantiate(compiled, imports).then(done, reject);
      return {};
    };
    // The address is asked for, and not used: a worker made from a blob has none that it could be told from.
    createBorrowlab({ instantiateWasm, locateFile: (name) => name }).then(resolve, reject);
  });
  another = () => new module.Session();
  const session = another();
  const defects = session.libraryErrors();
  if (defects !== '') throw new Error(`its library is broken:\n${defects}`);
  return session;
}

// A longer run is not traced: tracing costs several times the run itself, and nobody steps through so much.
const tracedInstructions = 20_000_000;

let judged = 0; // the request that the session's program is of

function judge(session: Session, id: number, source: string, edition: number): void {
  const from = performance.now();
  const check = session.check(source, edition, fileName);
  if (check.verdict === 'accepted') reply({ kind: 'checked', id, check });
  judged = id;
  let run = check.verdict === 'accepted' ? session.run(false) : null;
  const milliseconds = performance.now() - from;
  const traced = run === null || run.instructions <= tracedInstructions;
  if (run !== null && traced) run = session.run(true);
  reply({
    kind: 'judged',
    id,
    judged: { check, run, trace: traced && check.verdict !== 'refused' ? session.trace() : null },
    milliseconds,
  });
}

function runs(source: string, edition: number): boolean {
  trials ??= another();
  if (trials.check(source, edition, fileName).verdict !== 'accepted') return false;
  const { outcome, status } = trials.run(false);
  return outcome === 'exited' && status === 0;
}

function answer(session: Session, request: Exclude<Request, { kind: 'start' }>): void {
  switch (request.kind) {
    case 'judge':
      judge(session, request.id, request.source, request.edition);
      break;
    case 'memory':
      reply({ kind: 'memory', id: request.id, memory: request.of === judged ? session.memoryAt(request.step) : null });
      break;
    case 'events':
      reply({ kind: 'events', id: request.id, events: request.of === judged ? session.events(request.from, request.to) : null });
      break;
    case 'picture':
      reply({ kind: 'picture', id: request.id, svg: request.of === judged ? session.svg(request.options) : null });
      break;
    case 'try':
      reply({ kind: 'tried', id: request.id, ran: runs(request.source, request.edition) });
      break;
  }
}

let begin: (session: Promise<Session>) => void;
const session = new Promise<Session>((resolve) => {
  begin = resolve;
});
session.then(
  () => reply({ kind: 'ready' }),
  (error) => fail('could not be started', error),
);

addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  if (data.kind === 'start') {
    begin(start(data.module));
    return;
  }
  const started = await session.catch(() => null);
  if (started === null) return;
  try {
    answer(started, data);
  } catch (error) {
    fail('failed', error);
  }
});
