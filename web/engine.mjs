// The engine for scripts, in Node.js and in browsers: `const session = await createSession()`.
import createBorrowlab from './src/engine/wasm/borrowlab.mjs';

const address = new URL('./src/engine/wasm/borrowlab.wasm', import.meta.url);

async function engineBytes() {
  if (address.protocol !== 'file:') {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`the engine could not be loaded: the server answers ${response.status}`);
    return response.arrayBuffer();
  }
  const { readFile } = await import('node:fs/promises');
  return readFile(address);
}

// A session checks and runs one program after the other. `wasm`: the engine's bytes, where they come from elsewhere.
export async function createSession({ wasm } = {}) {
  const module = await createBorrowlab({ wasmBinary: wasm ?? (await engineBytes()), locateFile: (name) => name });
  return new module.Session();
}
