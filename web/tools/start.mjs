// `npm start`: sets up, builds engine and page, serves the page on localhost.
import path from 'node:path';
import { buildSite, buildWasm } from './build.mjs';
import { serve } from './serve.mjs';
import * as setup from './setup.mjs';

setup.ensure(setup.wasm);
setup.ensureNodeModules();
buildWasm();
buildSite();
const { address } = await serve(path.join(setup.root, 'web/dist'), Number(process.env.PORT ?? 5173));
console.log(`Borrowlab is at ${address} (Ctrl+C ends it)`);
