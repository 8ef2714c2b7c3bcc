// The engine's WebAssembly, fetched and compiled once for all workers of the page.
import { fetchEngine } from './files';

let compiled: Promise<WebAssembly.Module> | null = null;

async function compile(): Promise<WebAssembly.Module> {
  const response = await fetchEngine();
  if (!response.ok) throw new Error(`the server answers ${response.status}`);
  // Hosts that do not name the type application/wasm cannot be streamed from.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

// A failure is not kept: the next call tries again.
export function compiledEngine(): Promise<WebAssembly.Module> {
  compiled ??= compile().catch((error) => {
    compiled = null;
    throw error;
  });
  return compiled;
}
