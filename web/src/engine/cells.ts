// The cells of C++ (core/bindings/cell.cpp) for JavaScript: in the page's console, `const { RefCell } = await borrowlab.cells()`.
import { compiledEngine } from './compiled';
import createBorrowlab from './wasm/borrowlab.mjs';

// What `using` calls at the end of the block, where the browser has it; delete() does the same. Either frees the C++ object.
interface Deletable {
  delete(): void;
  isDeleted(): boolean;
}

export interface Ref<T> extends Deletable {
  readonly value: T;
  release(): void; // ends the borrow; `value` then throws
}

export interface RefMut<T> extends Deletable {
  value: T;
  release(): void;
}

export interface RefCell<T> extends Deletable {
  borrow(): Ref<T>; // throws an Error with Rust's message where it is refused
  borrowMut(): RefMut<T>;
  tryBorrow(): Ref<T> | null;
  tryBorrowMut(): RefMut<T> | null;
}

export interface Cells {
  RefCell: new <T>(value: T) => RefCell<T>;
}

let started: Promise<Cells> | null = null;

async function start(): Promise<Cells> {
  const compiled = await compiledEngine();
  return new Promise((resolve, reject) => {
    const instantiateWasm = (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      WebAssembly.instantiate(compiled, imports).then(done, reject);
      return {};
    };
    createBorrowlab({ instantiateWasm, locateFile: (name) => name }).then(resolve, reject);
  });
}

// An engine of the page's own thread, started when it is first asked for. A failure is not kept: the next call tries again.
export function cells(): Promise<Cells> {
  started ??= start().catch((error) => {
    started = null;
    throw error;
  });
  return started;
}
