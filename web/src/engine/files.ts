// Where a page takes the engine's files from: they lie beside it. (The frame for other pages has other ways: embed/frame-files.ts.)
import wasmUrl from './wasm/borrowlab.wasm?url';

export const startWorker = (): Worker => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'borrowlab' });

export const fetchEngine = (): Promise<Response> => fetch(wasmUrl);
