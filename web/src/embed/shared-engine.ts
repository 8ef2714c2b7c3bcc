// One engine for all elements of a page. It lives in a hidden frame of the site's own origin: the host's content security policy must
// allow that one frame, and nothing of what the engine needs (WebAssembly, a worker, its files).
import { Stopped } from '../engine/answer';
import type { Judge } from '../engine/engines';
import type { CheckResult, Edition } from '../engine/protocol';
import { hello, type Question, type Told } from './wire';

interface Waiting {
  resolve: (told: Told) => void;
  reject: (error: Error) => void;
  onChecked: (check: CheckResult) => void;
}

const patience = 20_000; // milliseconds until the frame must have answered, engine not yet loaded

export class SharedEngine {
  private frame: HTMLIFrameElement | null = null;
  private port: Promise<MessagePort> | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;

  constructor(private readonly site: string) {}

  // For one program. `place`: where the frame may stand while it has no place yet, in a shadow tree of an element.
  client(place: () => ParentNode & Node): Judge {
    const client = this.next++;
    const say = async (question: Question) => (await this.connect(place())).postMessage(question);
    const ask = (question: (id: number) => Question, onChecked: Waiting['onChecked'] = () => {}) =>
      new Promise<Told>((resolve, reject) => {
        const id = this.next++;
        this.waiting.set(id, { resolve, reject, onChecked });
        say(question(id)).catch((error) => {
          this.waiting.delete(id);
          reject(error);
        });
      });
    // What cannot be had any more is no error.
    const askAbout = (question: (id: number) => Question) => ask(question).catch(() => null);
    return {
      warmUp: () => void this.connect(place()).catch(() => {}),
      judge: async (source: string, edition: Edition, onChecked = () => {}) => {
        const told = await ask((id) => ({ kind: 'judge', client, id, source, edition }), onChecked);
        if (told.kind !== 'judged') throw new Stopped();
        return told.answer;
      },
      memoryAt: async (of, step) => {
        const told = await askAbout((id) => ({ kind: 'memory', client, id, of: of.id, step }));
        return told?.kind === 'memory' ? told.memory : null;
      },
      events: async (of, from, to) => {
        const told = await askAbout((id) => ({ kind: 'events', client, id, of: of.id, from, to }));
        return told?.kind === 'events' ? told.events : null;
      },
      runs: async (source, edition) => {
        const told = await askAbout((id) => ({ kind: 'try', client, id, source, edition }));
        return told?.kind === 'tried' && told.ran;
      },
      stop: () => void say({ kind: 'stop', client }).catch(() => {}),
      dispose: () => void (this.frame?.isConnected && say({ kind: 'stop', client }).catch(() => {})),
    };
  }

  private connect(place: ParentNode & Node): Promise<MessagePort> {
    // A frame dies when its element leaves the page.
    if (this.port !== null && this.frame?.isConnected) return this.port;
    for (const { reject } of this.waiting.values()) reject(new Stopped());
    this.waiting.clear();
    const frame = document.createElement('iframe');
    this.frame = frame;
    frame.hidden = true;
    frame.tabIndex = -1;
    frame.title = 'Borrowlab’s engine';
    frame.style.setProperty('display', 'none', 'important');
    frame.src = `${this.site}engine.html`;
    const port = new Promise<MessagePort>((resolve, reject) => {
      const origin = new URL(this.site).origin;
      const settle = () => {
        removeEventListener('message', answered);
        document.removeEventListener('securitypolicyviolation', forbidden);
        clearTimeout(late);
      };
      const fail = (message: string) => {
        settle();
        frame.remove();
        reject(new Error(message));
      };
      const answered = (event: MessageEvent) => {
        if (event.source !== frame.contentWindow || event.data !== hello) return;
        settle();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }: MessageEvent<Told>) => this.receive(data);
        frame.contentWindow?.postMessage(hello, origin, [port2]);
        resolve(port1);
      };
      const forbidden = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
        if (/^(frame|child)-src$/.test(effectiveDirective) && frame.src.startsWith(blockedURI))
          fail(`The policy of this page must allow the engine’s frame: frame-src ${origin}`);
      };
      const late = setTimeout(() => fail('The engine could not be loaded: its frame does not answer.'), patience);
      addEventListener('message', answered);
      document.addEventListener('securitypolicyviolation', forbidden);
    });
    this.port = port;
    place.append(frame);
    return port;
  }

  private receive(told: Told): void {
    const waiting = this.waiting.get(told.id);
    if (waiting === undefined) return;
    if (told.kind === 'checked') {
      waiting.onChecked(told.check);
      return;
    }
    this.waiting.delete(told.id);
    if (told.kind === 'stopped') waiting.reject(new Stopped());
    else if (told.kind === 'failed') waiting.reject(new Error(told.message));
    else waiting.resolve(told);
  }
}
