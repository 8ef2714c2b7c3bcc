// A browser that speaks WebDriver BiDi, as far as the tests need it: one Firefox, one page, scripts, keys and the pointer.
// https://w3c.github.io/webdriver-bidi/
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';

const startWithin = 180_000; // milliseconds
const answerWithin = 180_000;

// Nothing on its own account: no first-run pages, updates, telemetry or safe-browsing lists.
const preferences = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#',
  'toolkit.telemetry.server': '',
};

export const keys = {
  control: '\uE009',
  escape: '\uE00C',
  tab: '\uE004',
  left: '\uE012',
  right: '\uE014',
  pageUp: '\uE00E',
  home: '\uE011',
};

// Takes a value of the protocol apart; what has no plain form is undefined.
function plain(value) {
  switch (value?.type) {
    case 'array':
      return value.value.map(plain);
    case 'object':
      return Object.fromEntries(value.value.map(([key, each]) => [key, plain(each)]));
    case 'null':
      return null;
    default:
      return value?.value;
  }
}

export class Page {
  #next = 1;
  #waiting = new Map();
  complaints = []; // warnings, errors, breaches of the policy
  requests = []; // addresses

  constructor(socket) {
    this.socket = socket;
    socket.on('message', (data) => this.#receive(JSON.parse(data)));
  }

  #receive(message) {
    if (message.type === 'event') {
      const { method, params } = message;
      if (method === 'log.entryAdded' && ['error', 'warn'].includes(params.level)) this.complaints.push(params.text);
      if (method === 'network.beforeRequestSent') this.requests.push(params.request.url);
      return;
    }
    const { resolve, reject } = this.#waiting.get(message.id) ?? {};
    this.#waiting.delete(message.id);
    if (message.type === 'error') reject?.(new Error(`${message.error}: ${message.message}`));
    else resolve?.(message.result);
  }

  send(method, params) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${method}: no answer`)), answerWithin);
      const settle = (how) => (value) => {
        clearTimeout(late);
        how(value);
      };
      this.#waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async open(size) {
    await this.send('session.new', { capabilities: {} });
    await this.send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] });
    const { contexts } = await this.send('browsingContext.getTree', {});
    this.context = contexts[0].context;
    await this.send('browsingContext.setViewport', { context: this.context, viewport: size });
  }

  goto(url) {
    return this.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  // Calls a function in the page with plain arguments; its plain result.
  call(fn, ...args) {
    return this.callIn(this.context, fn, ...args);
  }

  // The same in a frame of the page.
  async callIn(context, fn, ...args) {
    const { result, exceptionDetails } = await this.send('script.callFunction', {
      functionDeclaration: `(text) => (${fn})(...JSON.parse(text))`,
      arguments: [{ type: 'string', value: JSON.stringify(args) }],
      awaitPromise: true,
      target: { context },
    });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return plain(result);
  }

  // The frames of the page: { context, url }.
  async frames() {
    const { contexts } = await this.send('browsingContext.getTree', { root: this.context });
    return contexts[0].children;
  }

  // The texts directly in the elements that a selector finds, scripts allowed or not.
  async texts(selector) {
    const { nodes } = await this.send('browsingContext.locateNodes', {
      context: this.context,
      locator: { type: 'css', value: selector },
      serializationOptions: { maxDomDepth: 1 },
    });
    return nodes.map(({ value }) => (value.children ?? []).map((child) => child.value.nodeValue ?? '').join(''));
  }

  // The page on paper: a PDF.
  async print() {
    const { data } = await this.send('browsingContext.print', { context: this.context });
    return Buffer.from(data, 'base64');
  }

  // Asks until the answer is as wanted.
  until(wanted, fn, ...args) {
    return this.untilIn(this.context, wanted, fn, ...args);
  }

  async untilIn(context, wanted, fn, ...args) {
    const from = Date.now();
    for (;;) {
      const found = await this.callIn(context, fn, ...args);
      if (wanted(found)) return found;
      if (Date.now() - from > answerWithin) throw new Error(`still ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  // Presses keys one after the other; a list is a chord.
  press(...pressed) {
    const actions = pressed.flatMap((key) => {
      const chord = [key].flat();
      return [...chord.map((value) => ({ type: 'keyDown', value })), ...chord.reverse().map((value) => ({ type: 'keyUp', value }))];
    });
    return this.send('input.performActions', { context: this.context, actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  #pointer(...actions) {
    return this.send('input.performActions', { context: this.context, actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  move({ x, y }) {
    return this.#pointer({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) });
  }

  click({ x, y }) {
    const to = { type: 'pointerMove', x: Math.round(x), y: Math.round(y) };
    return this.#pointer(to, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
  }

  async screenshot(file) {
    const { data } = await this.send('browsingContext.captureScreenshot', { context: this.context });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }
}

// Starts Firefox without a window. Resolves to { page, close }.
export async function startFirefox(executable, size) {
  const profile = mkdtempSync(path.join(tmpdir(), 'borrowlab-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'];
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const close = async () => {
    child.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const address = await new Promise((resolve, reject) => {
      let said = '';
      const late = setTimeout(() => reject(new Error(`Firefox does not start:\n${said}`)), startWithin);
      child.stderr.on('data', (data) => {
        said += data;
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said);
        if (found === null) return;
        clearTimeout(late);
        resolve(found[1]);
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`Firefox ended:\n${said}`)));
    });
    const socket = new WebSocket(`${address}/session`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const page = new Page(socket);
    await page.open(size);
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
