// Blocks of code that become elements: `<script type="module" src="…/embed.js" data-upgrade="pre > code.language-rust">`. Other data
// attributes of the tag are attributes of every element made so: `data-run="click"`, `data-theme="dark"`.

const leftAlone = '.ignore, .noplayground, .no-borrowlab';

const ownTag = (): HTMLScriptElement | undefined =>
  [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find((script) => script.src === import.meta.url);

function wrap(code: Element, given: DOMStringMap): void {
  const pre = code.closest('pre');
  if (pre === null || pre.closest('borrow-lab') !== null || code.matches(leftAlone) || pre.matches(leftAlone)) return;
  // mdBook has a `pre` of its own around the block.
  const outer = pre.parentElement?.matches('pre') ? pre.parentElement : pre;
  const element = document.createElement('borrow-lab');
  for (const [name, value] of Object.entries({ ...given, ...pre.dataset, ...(code as HTMLElement).dataset }))
    if (name !== 'upgrade' && name !== 'lang') element.setAttribute(name, value ?? '');
  // The element reads its program when it comes into the page.
  const place = document.createComment('');
  outer.replaceWith(place);
  element.append(pre);
  place.replaceWith(element);
}

export function upgrade(): void {
  const given = ownTag()?.dataset;
  if (given?.upgrade === undefined) return;
  const selector = given.upgrade || 'pre > code.language-rust';
  const all = () => {
    for (const code of document.querySelectorAll(selector)) wrap(code, given);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', all);
  else all();
}
