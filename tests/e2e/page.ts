// What the tests share: the page with its guards, and the words for its parts.
import { type BrowserContext, test as base, expect, type Frame, type Locator, type Page } from '@playwright/test';
import { bare, host, site } from './ports.mjs';

// Nothing that any test does may print a warning, break the content security policy or leave the origin.
async function guard(context: BrowserContext, complaints: string[]): Promise<void> {
  const own = [site, host, bare].map((address) => new URL(address).origin);
  await context.exposeFunction('complain', (text: string) => complaints.push(text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      (window as unknown as { complain: (text: string) => void }).complain(
        `content security policy: ${event.violatedDirective} ${event.blockedURI}`,
      );
    });
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
  context.on('console', (message) => {
    // Most tests have no service worker, which the test tool itself remarks on.
    if (message.text() === 'Service Worker registration blocked by Playwright') return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !own.includes(url.origin)) complaints.push(`request: ${url.href}`);
  });
}

export const test = base.extend<{ complaints: string[] }>({
  complaints: async ({ browserName: _ }, use) => {
    await use([]);
  },
  context: async ({ context, complaints }, use) => {
    await guard(context, complaints);
    await use(context);
    expect(complaints).toEqual([]);
  },
});

export { expect, guard };

export const lab = (page: Page | Frame, index = 0): Locator => page.locator('bl-lab').nth(index);
export const verdict = (of: Locator): Locator => of.locator('bl-verdict').getByRole('status');
export const output = (of: Locator): Locator => of.locator('bl-output');
export const editor = (of: Locator): Locator => of.locator('.cm-content');
export const slider = (of: Locator): Locator => of.getByRole('slider', { name: 'Moment of the run' });

// What is drawn beside the code: lanes with their lines, what they branch off, and where they collide.
export const drawn = (of: Locator) =>
  of.locator('.lanes').evaluate((panel) => {
    const data = (selector: string) => [...panel.querySelectorAll<SVGElement>(selector)].map((each) => ({ ...each.dataset }));
    return {
      lanes: data('.lane').map((d) => `${d.kind} ${d.from}-${d.to}`),
      rails: data('.rail').map((d) => `${d.of} ${d.line}`),
      clashes: data('.clash').map((d) => `${d.held} ${d.refused} ${d.line}`),
      labels: [...panel.querySelectorAll('button')].map((button) => button.textContent),
    };
  });

// How far, in pixels, each lane's start is from the middle of the first row of its line in the text.
export const misalignment = (of: Locator) =>
  of.locator('.cm-editor').evaluate((editor) => {
    const lineAt = (number: string | undefined) => {
      const gutter = [...editor.querySelectorAll<HTMLElement>('.cm-lineNumbers .cm-gutterElement')];
      return gutter.find((each) => each.textContent === number && each.style.visibility !== 'hidden')?.getBoundingClientRect();
    };
    return [...editor.querySelectorAll<SVGElement>('.lane')].flatMap((lane) => {
      const head = lane.querySelector('.head')?.getBoundingClientRect();
      const line = lineAt(lane.dataset.start);
      if (head === undefined || line === undefined) return [];
      const row = Number.parseFloat(getComputedStyle(editor.querySelector('.cm-scroller') ?? editor).lineHeight);
      return [Math.abs((head.top + head.bottom) / 2 - (line.top + row / 2))];
    });
  });

// The text in the editor (CodeMirror draws only what is in view; the programs here are short).
export const textOf = async (of: Locator): Promise<string> =>
  (await of.locator('.cm-line').allInnerTexts()).map((line) => line.replace(/\n$/, '')).join('\n');

// Replaces the program, as a reader who pastes.
export async function write(page: Page, of: Locator, text: string): Promise<void> {
  await editor(of).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

// Line and column of the cursor in the focused editor, both from 1.
export const cursor = (of: Locator): Promise<{ line: number; column: number }> =>
  editor(of).evaluate((content) => {
    const selection = (content.getRootNode() as unknown as { getSelection?: () => Selection | null }).getSelection?.() ?? getSelection();
    const { anchorNode, anchorOffset } = selection as Selection;
    const lines = [...content.querySelectorAll('.cm-line')];
    const at = lines.findIndex((line) => line.contains(anchorNode));
    const range = document.createRange();
    range.setStart(lines[at] as Element, 0);
    range.setEnd(anchorNode as Node, anchorOffset);
    return { line: at + 1, column: range.toString().length + 1 };
  });

export const accepted = `fn main() {
    let data = vec![1, 2, 3];
    let r1 = &data;
    let r2 = &data;
    println!("{:?} {:?}", r1, r2);
}
`;

export const rejected = `fn main() {
    let mut words = vec![1];
    let first = &words;
    words.push(2);
    println!("{:?}", first);
}
`;
