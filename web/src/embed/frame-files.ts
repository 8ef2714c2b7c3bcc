// Where embed.html takes the engine's files from. With `sandbox="allow-scripts"` alone its origin is opaque: it may then start no worker
// from an address and, where the host sends no `Access-Control-Allow-Origin`, fetch nothing; classic scripts always load. In the
// self-contained file all that is needed is in the page itself.
import workerUrl from '../engine/worker.ts?worker&url';
import { pump } from '../share/bytes';

const textOf = (id: string): string | null => document.getElementById(id)?.textContent ?? null;
const fromBase64 = (text: string) => Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
const base = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src || location.href : location.href;

// Replaced by the build: the engine's file, and the script that holds the same as text.
declare const __ENGINE_WASM__: string;
declare const __ENGINE_SCRIPT__: string;

function workerFromBlob(text: string): Worker {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return new Worker(address, { name: 'borrowlab' });
}

export function startWorker(): Worker {
  const inline = textOf('borrowlab-worker');
  if (inline !== null) return workerFromBlob(new TextDecoder().decode(fromBase64(inline)));
  if (origin === 'null') return workerFromBlob(`importScripts(${JSON.stringify(new URL(workerUrl, base).href)});`);
  return new Worker(workerUrl, { name: 'borrowlab' });
}

async function inflated(text: string): Promise<Response> {
  const bytes = await pump(fromBase64(text), new DecompressionStream('deflate-raw'));
  return new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
}

function textFromScript(): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(__ENGINE_SCRIPT__, base).href;
    script.onload = () => resolve((globalThis as unknown as { borrowlabEngine: string }).borrowlabEngine);
    script.onerror = () => reject(new Error('the server does not answer'));
    document.head.append(script);
  });
}

export async function fetchEngine(): Promise<Response> {
  const inline = textOf('borrowlab-wasm');
  if (inline !== null) return inflated(inline);
  try {
    return await fetch(new URL(__ENGINE_WASM__, base));
  } catch (error) {
    if (origin !== 'null') throw error;
    return inflated(await textFromScript());
  }
}
