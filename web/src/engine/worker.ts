// The engine's thread: starts the WebAssembly that the page hands over, then answers one request after the other.
import type { CheckResult, Reply, Request, RunResult } from './protocol';
import { fileName } from './protocol';
import createBorrowlab from './wasm/borrowlab.mjs';

interface Session {
  check(source: string, edition: number, file: string): CheckResult;
  run(traced: boolean): RunResult;
  libraryErrors(): string;
}

const reply = (message: Reply) => postMessage(message);
const fail = (what: string, error: unknown) =>
  reply({ kind: 'failed', message: `The engine ${what}: ${error instanceof Error ? error.message : String(error)}` });

async function start(compiled: WebAssembly.Module): Promise<Session> {
  const module = await new Promise<{ Session: new () => Session }>((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      // Emscripten's own promise never settles where this fails, so the failure takes a way of its own.
      WebAssembly.instantiate(compiled, imports).then(done, reject);
      return {};
    };
    createBorrowlab({ instantiateWasm }).then(resolve, reject);
  });
  const session = new module.Session();
  const defects = session.libraryErrors();
  if (defects !== '') throw new Error(`its library is broken:\n${defects}`);
  return session;
}

function judge(session: Session, id: number, source: string, edition: number): void {
  const from = performance.now();
  const check = session.check(source, edition, fileName);
  if (check.verdict === 'accepted') reply({ kind: 'checked', id, check });
  const run = check.verdict === 'accepted' ? session.run(false) : null;
  reply({ kind: 'judged', id, judged: { check, run }, milliseconds: performance.now() - from });
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
    judge(started, data.id, data.source, data.edition);
  } catch (error) {
    fail('failed', error);
  }
});
