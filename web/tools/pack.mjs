// Before `npm pack`: what the package holds is built, declarations included. Without a compiler for the engine there is no package.

import { buildSite, buildWasm } from './build.mjs';
import * as setup from './setup.mjs';

setup.ensure(setup.wasm);
setup.ensureNodeModules();
buildWasm();
buildSite();
setup.run('npx', ['tsc', '-p', 'web/types.tsconfig.json']);
