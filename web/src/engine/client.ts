// The page's side of the engine: one worker, which is thrown away and started anew to stop a run or after a failure.
import { type Answer, Stopped } from './answer';
import { compiledEngine } from './compiled';
import { startWorker } from './files';
import type { CheckResult, Edition, PictureOptions, Reply, Request } from './protocol';
import type { Event, Memory } from './trace';

interface Waiting {
  id: number;
  source: string;
  edition: Edition;
  sent: number;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
  onChecked: (check: CheckResult) => void;
}

// A newer request waits this long for the one that is being answered; then the worker is replaced.
const patience = 250; // milliseconds

export class Engine {
  private worker: Worker | null = null;
  private ready = false;
  private nextId = 1;
  private busy: Waiting | null = null;
  private queued: Waiting | null = null;
  private readonly asked = new Map<number, (reply: Reply | null) => void>(); // questions about a run
  private overtaking: ReturnType<typeof setTimeout> | undefined;

  // Starts loading, so that the first answer comes sooner.
  warmUp(): void {
    this.worker ??= this.start();
  }

  // Checks a program and runs it if it is accepted. A newer request takes the place of an older one, which is rejected as Stopped.
  judge(source: string, edition: Edition, onChecked: (check: CheckResult) => void = () => {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.queued?.reject(new Stopped());
      this.queued = { id: this.nextId++, source, edition, sent: 0, resolve, reject, onChecked };
      this.pump();
    });
  }

  // Memory after a step of a traced run; null: not to be had any more.
  async memoryAt({ id: of }: Answer, step: number): Promise<Memory | null> {
    const reply = await this.ask((id) => ({ kind: 'memory', id, of, step }));
    return reply?.kind === 'memory' ? reply.memory : null;
  }

  // The events of the steps from `from` to `to`, `to` not included; null: not to be had any more.
  async events({ id: of }: Answer, from: number, to: number): Promise<Event[] | null> {
    const reply = await this.ask((id) => ({ kind: 'events', id, of, from, to }));
    return reply?.kind === 'events' ? reply.events : null;
  }

  // The lanes of the program judged last as an SVG; null: not to be had any more.
  async picture({ id: of }: Answer, options: PictureOptions): Promise<string | null> {
    const reply = await this.ask((id) => ({ kind: 'picture', id, of, options }));
    return reply?.kind === 'picture' ? reply.svg : null;
  }

  // Whether a program runs to its end, while what was judged stays as it is. False too where that is not to be had any more.
  async runs(source: string, edition: Edition): Promise<boolean> {
    const reply = await this.ask((id) => ({ kind: 'try', id, source, edition }));
    return reply?.kind === 'tried' && reply.ran;
  }

  // Ends what is running, at once. What was asked is rejected as Stopped.
  stop(): void {
    const ended = [this.busy, this.queued];
    this.dispose();
    for (const waiting of ended) waiting?.reject(new Stopped());
    this.warmUp();
  }

  dispose(): void {
    clearTimeout(this.overtaking);
    this.worker?.terminate();
    this.worker = this.busy = this.queued = null;
    this.ready = false;
    for (const resolve of this.asked.values()) resolve(null);
    this.asked.clear();
  }

  private ask(request: (id: number) => Request): Promise<Reply | null> {
    const { worker } = this;
    if (worker === null || !this.ready) return Promise.resolve(null);
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.asked.set(id, resolve);
      this.send(worker, request(id));
    });
  }

  private pump(): void {
    clearTimeout(this.overtaking);
    if (this.queued === null) return;
    if (this.busy !== null) {
      if (this.ready) this.overtaking = setTimeout(() => this.overtake(), this.busy.sent + patience - performance.now());
      return;
    }
    this.worker ??= this.start();
    this.busy = this.queued;
    this.queued = null;
    this.busy.sent = performance.now();
    this.send(this.worker, { kind: 'judge', id: this.busy.id, source: this.busy.source, edition: this.busy.edition });
  }

  private overtake(): void {
    const [old, next] = [this.busy, this.queued];
    this.dispose();
    old?.reject(new Stopped());
    this.queued = next;
    this.pump();
  }

  private start(): Worker {
    const worker = startWorker();
    const current = () => this.worker === worker;
    worker.addEventListener('message', (event: MessageEvent<Reply>) => current() && this.receive(event.data));
    worker.addEventListener(
      'error',
      (event) => current() && this.fail(`The engine stopped working: ${event.message || 'it could not be loaded'}.`),
    );
    compiledEngine().then(
      (module) => current() && this.send(worker, { kind: 'start', module }),
      (error) => current() && this.fail(`The engine could not be loaded: ${error.message}.`),
    );
    return worker;
  }

  private send(worker: Worker, request: Request): void {
    worker.postMessage(request);
  }

  private receive(reply: Reply): void {
    if (reply.kind === 'ready') {
      this.ready = true;
      if (this.busy !== null) this.busy.sent = performance.now();
      this.pump();
      return;
    }
    if (reply.kind === 'failed') {
      this.fail(reply.message);
      return;
    }
    if (reply.kind === 'memory' || reply.kind === 'picture' || reply.kind === 'events' || reply.kind === 'tried') {
      this.asked.get(reply.id)?.(reply);
      this.asked.delete(reply.id);
      return;
    }
    const waiting = this.busy;
    if (waiting === null || waiting.id !== reply.id) return;
    if (reply.kind === 'checked') {
      waiting.onChecked(reply.check);
      return;
    }
    this.busy = null;
    waiting.resolve({ ...reply.judged, id: reply.id, milliseconds: reply.milliseconds });
    this.pump();
  }

  private fail(message: string): void {
    const ended = [this.busy, this.queued];
    this.dispose();
    for (const waiting of ended) waiting?.reject(new Error(message));
  }
}
