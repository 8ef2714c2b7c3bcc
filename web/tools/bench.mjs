// `npm run bench`: sets up, builds, and measures what the page costs.
import { buildSite, buildWasm } from './build.mjs';
import * as setup from './setup.mjs';

setup.ensure(setup.wasm);
setup.ensureNodeModules();
buildWasm();
buildSite();
setup.run(process.execPath, ['tests/bench/wasm.mjs', ...process.argv.slice(2)]);
