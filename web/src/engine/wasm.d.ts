declare module '*/wasm/borrowlab.mjs' {
  interface Module {
    Session: new () => never;
  }
  export default function createBorrowlab(options: { locateFile?: (name: string) => string; wasmBinary?: ArrayBuffer }): Promise<Module>;
}
