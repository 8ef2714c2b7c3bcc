// A blog post of another origin, with a policy and a style of its own, for the tests of what posts embed.
import type { Page } from '@playwright/test';
import { host, site } from './ports.mjs';

const origin = new URL(site).origin;

// As strict as a page can be that shows elements: the script and its frame, nothing else.
export const strictPolicy = `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'nonce-own'; img-src data:; base-uri 'none'; form-action 'none'`;

// What a careless or hostile style sheet does to everything.
export const hostileStyle = `
  html { font-size: 3px; --panel: red; --ink: red; --mono: fantasy; --rem: 50px; --touch: 0; }
  * { color: red !important; background: yellow !important; font: italic 40px/3 fantasy !important; text-transform: uppercase !important;
      letter-spacing: 1em !important; transform: rotate(7deg) !important; display: inline !important; visibility: hidden !important;
      width: 3px !important; height: 3px !important; opacity: 0.1 !important; float: right !important; position: fixed !important;
      direction: rtl !important; white-space: normal !important; pointer-events: none !important; }
  pre, code, button, iframe, a, p { border: 9px dashed lime !important; margin: 99px !important; }
`;

export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
export const element = (source: string, attributes = '') =>
  `<borrow-lab ${attributes}><pre><code>${escaped(source)}</code></pre></borrow-lab>`;

export interface Post {
  body: string;
  script?: string; // attributes of the script tag; null: none
  style?: string;
  policy?: string;
}

let posts = 0;

// Puts the post on its server and opens it.
export async function open(page: Page, { body, script = '', style = '', policy = strictPolicy }: Post): Promise<void> {
  const address = `${host}posts/${process.pid}-${++posts}`;
  const text = `<!doctype html><html lang="en"><head><title>A post</title><link rel="icon" href="data:,">
    <meta name="viewport" content="width=device-width"><style nonce="own">${style}</style>
    <script type="module" src="${site}embed.js" ${script}></script></head><body><main><h1>A post</h1>${body}</main></body></html>`;
  await fetch(address, { method: 'PUT', body: JSON.stringify({ headers: { 'content-security-policy': policy }, body: text }) });
  await page.goto(address);
}
