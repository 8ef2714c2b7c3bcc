// The element's style: the page's palette, in which each name can be overridden from outside as `--borrow-lab-NAME`, and the shell.
import palette from '../style/palette.css?inline';
import shell from './shell.css?inline';

const own = palette.replaceAll(':root', '.box').replace(/--([\w-]+):([^;}]+)/g, '--$1:var(--borrow-lab-$1,$2)');

let sheet: CSSStyleSheet | null = null;

// One for all elements. A sheet of this kind is not subject to the host's content security policy.
export function sharedSheet(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(own + shell);
  }
  return sheet;
}
