// What blog posts of another origin are made of, for the tests in either browser.

// As strict as a page can be that shows elements: the script and its frame, nothing else.
export const strictPolicy = (origin) =>
  `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'nonce-own'; img-src data:; base-uri 'none'; form-action 'none'`;

// What a careless or hostile style sheet does to everything.
export const hostileStyle = `
  html { font-size: 3px; --panel: red; --ink: red; --mono: fantasy; --rem: 50px; --touch: 0; }
  * { color: red !important; background: yellow !important; font: italic 40px/3 fantasy !important; text-transform: uppercase !important;
      letter-spacing: 1em !important; transform: rotate(7deg) !important; display: inline !important; visibility: hidden !important;
      width: 3px !important; height: 3px !important; opacity: 0.1 !important; float: right !important; position: fixed !important;
      direction: rtl !important; white-space: normal !important; pointer-events: none !important; }
  pre, code, button, iframe, a, p { border: 9px dashed lime !important; margin: 99px !important; }
`;

// Around an element, so that it has the same room with that style sheet and without: nothing else of the host's page counts.
export const sameRoom = {
  body: (element) => `<div id="place">${element}</div>`,
  style:
    '#place { display: block !important; width: 600px !important; height: auto !important; position: static !important; float: none !important; transform: none !important; margin: 0 !important }',
  around:
    'html, body, main { display: block !important; position: static !important; width: auto !important; height: auto !important; float: none !important; transform: none !important; opacity: 1 !important }',
};

// How the parts of an element look, in words; runs in the page.
export const looks = (host) =>
  ['.box', '.title', '.run', 'pre', '.line', '.result', '.foot a'].map((part) => {
    const found = host.shadowRoot.querySelector(part);
    const { width, height } = found.getBoundingClientRect();
    const style = getComputedStyle(found);
    const names = [
      'color',
      'backgroundColor',
      'fontSize',
      'fontFamily',
      'display',
      'visibility',
      'textTransform',
      'direction',
      'pointerEvents',
    ];
    return [part, Math.round(width), Math.round(height), ...names.map((name) => style[name])].join(' | ');
  });

export const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export const element = (source, attributes = '') => `<borrow-lab ${attributes}><pre><code>${escaped(source)}</code></pre></borrow-lab>`;

// The text of a post. `script`: attributes of the script tag.
export const postOf = ({ site, body, script = '', style = '' }) => `<!doctype html><html lang="en"><head><title>A post</title>
    <link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"><style nonce="own">${style}</style>
    <script type="module" src="${site}embed.js" ${script}></script></head><body><main><h1>A post</h1>${body}</main></body></html>`;
