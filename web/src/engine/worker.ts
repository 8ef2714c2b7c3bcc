// The engine's thread: loads the WebAssembly once, then answers one request after the other.
import type { CheckResult, Reply, Request, RunResult } from './protocol';
import { fileName } from './protocol';
import createBorrowlab from './wasm/borrowlab.mjs';
import wasmUrl from './wasm/borrowlab.wasm?url';

interface Session {
  check(source: string, edition: number, file: string): CheckResult;
  run(traced: boolean): RunResult;
  libraryErrors(): string;
}

const reply = (message: Reply) => postMessage(message);
const describe = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function load(): Promise<Session> {
  const module = await createBorrowlab({ locateFile: () => wasmUrl });
  const session: Session = new module.Session();
  const defects = session.libraryErrors();
  if (defects !== '') throw new Error(`the engine's library is broken:\n${defects}`);
  return session;
}

const loading = load();
loading.then(
  () => reply({ kind: 'ready' }),
  (error) => reply({ kind: 'failed', id: null, message: `The engine could not be started: ${describe(error)}` }),
);

addEventListener('message', async (event: MessageEvent<Request>) => {
  const { id, source, edition } = event.data;
  try {
    const session = await loading;
    const start = performance.now();
    const check = session.check(source, edition, fileName);
    if (check.verdict === 'accepted') reply({ kind: 'checked', id, check });
    const run = check.verdict === 'accepted' ? session.run(false) : null;
    reply({ kind: 'judged', id, judged: { check, run }, milliseconds: performance.now() - start });
  } catch (error) {
    reply({ kind: 'failed', id, message: `The engine failed: ${describe(error)}` });
  }
});
