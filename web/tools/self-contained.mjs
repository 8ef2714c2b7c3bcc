// Two pages made of the frame's one script: embed.html, which loads it, and standalone.html, which holds it and all that it needs, to
// be filled with a scenario by the Share dialog and kept as a file.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';

const sha256 = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
// In a page a script ends at the first `</script`, in a string or not.
const inPage = (code) => code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

// `here`: the folder of the templates.
export function selfContained(here, wasm) {
  return {
    name: 'self-contained',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const frame = files.find((file) => file.type === 'chunk' && file.isEntry);
      const worker = files.find((file) => /assets\/frame-worker-[\w-]+\.js$/.test(file.fileName));
      if (frame === undefined || worker === undefined) this.error('the frame has no script or no worker');
      const template = readFileSync(path.join(here, 'embed.html'), 'utf8');
      const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
      emit('embed.html', template.replace('src="./src/embed.ts"', `src="./${frame.fileName}"`));

      const code = inPage(frame.code);
      const holds = (id, text) => `<script type="text/plain" id="${id}">${text}</script>`;
      const workerText = Buffer.from(worker.code ?? worker.source).toString('base64');
      const engine = deflateRawSync(readFileSync(wasm), { level: 9 }).toString('base64');
      const standalone = template
        .replace(
          /content="default-src[^"]*"/,
          () =>
            `content="default-src 'none'; script-src ${sha256(code)} 'wasm-unsafe-eval'; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'"`,
        )
        .replace(/\s*<link rel="icon"[^>]*>/, '')
        .replace(
          /<script defer src=[^>]*><\/script>/,
          () => `${holds('borrowlab-worker', workerText)}\n${holds('borrowlab-wasm', engine)}\n<script>${code}</script>`,
        );
      emit('standalone.html', standalone);
    },
  };
}
