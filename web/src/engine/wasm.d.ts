declare module '*/wasm/borrowlab.mjs' {
  interface Options {
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
    locateFile: (name: string) => string;
  }
  export default function createBorrowlab(options: Options): Promise<never>;
}
