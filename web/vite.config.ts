// The site is made in three builds, chosen by `--mode`: the page and the engine's frame as modules (default), embed.js for other pages,
// and the script of embed.html, which is a classic one (embed/frame-files.ts says why).
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { offline } from './tools/offline.mjs';
import { selfContained } from './tools/self-contained.mjs';

const here = import.meta.dirname;
const wasm = resolve(here, 'src/engine/wasm/borrowlab.wasm');

// In a page of others `rem` is theirs. Components measure in the element's `--rem` where there is one; queries keep the unit, as theirs
// is the browser's own.
function ownRem(): Plugin {
  const convert = (css: string) =>
    css.replace(/@(?:media|container)[^{]*\{|(?<![\w.-])(\d*\.?\d+)rem\b/g, (all, number) =>
      number === undefined ? all : `calc(var(--rem, 1rem) * ${number})`,
    );
  return {
    name: 'own-rem',
    enforce: 'pre',
    transform(code, id) {
      if (/\/src\/.*\.(ts|css)(\?|$)/.test(id) && !id.includes('/src/embed/sheet')) return { code: convert(code), map: null };
    },
  };
}

const common: UserConfig = {
  root: here,
  // Addresses are relative, so that the site works from any folder of any static host.
  base: './',
  build: {
    outDir: 'dist',
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
};

const site: UserConfig = {
  ...common,
  build: {
    ...common.build,
    emptyOutDir: true,
    rollupOptions: { input: { index: resolve(here, 'index.html'), engine: resolve(here, 'engine.html') } },
  },
};

const embed: UserConfig = {
  ...common,
  publicDir: false,
  plugins: [ownRem()],
  build: {
    ...common.build,
    emptyOutDir: false,
    // A library: what it loads later is a plain `import()`, which touches nothing of the host's page.
    lib: { entry: resolve(here, 'src/embed/main.ts'), formats: ['es'] },
    minify: true,
    rollupOptions: {
      output: { minify: true, entryFileNames: 'embed.js', chunkFileNames: 'embed/[name]-[hash].js' },
    },
  },
};

// The engine's WebAssembly as a script, for frames that may fetch nothing.
function engineFiles(): Plugin {
  const bytes = readFileSync(wasm);
  const text = deflateRawSync(bytes, { level: 9 }).toString('base64');
  // The page's build, which comes first, has put the file there.
  const file = readdirSync(resolve(here, 'dist/assets')).find((name) => /^borrowlab-[\w-]+\.wasm$/.test(name));
  if (file === undefined) throw new Error('the page must be built before the frame');
  const script = file.replace('.wasm', '.js');
  return {
    name: 'engine-files',
    config: () => ({ define: { __ENGINE_WASM__: JSON.stringify(`./${file}`), __ENGINE_SCRIPT__: JSON.stringify(`./${script}`) } }),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: `assets/${script}`, source: `borrowlabEngine=${JSON.stringify(text)};` });
    },
  };
}

const frame = (): UserConfig => ({
  ...common,
  publicDir: false,
  plugins: [engineFiles(), selfContained(here, wasm), offline(resolve(here, 'dist'))],
  resolve: { alias: [{ find: /^\.\/files$/, replacement: resolve(here, 'src/embed/frame-files.ts') }] },
  worker: { format: 'iife', rollupOptions: { output: { entryFileNames: 'assets/frame-worker-[hash].js' } } },
  build: {
    ...common.build,
    emptyOutDir: false,
    rollupOptions: {
      input: resolve(here, 'src/embed.ts'),
      output: { format: 'iife', entryFileNames: 'assets/frame-[hash].js', codeSplitting: false },
    },
  },
});

export default defineConfig(({ mode }) => (mode === 'frame' ? frame() : mode === 'embed' ? embed : site));
