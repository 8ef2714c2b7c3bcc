// The page's side of the engine: one worker, which is thrown away and started anew to stop a run or after a failure.
import type { CheckResult, Edition, Judged, Reply, Request } from './protocol';

export class Stopped extends Error {}

interface Waiting {
  request: Request;
  resolve: (judged: Judged) => void;
  reject: (error: Error) => void;
  onChecked: (check: CheckResult) => void;
}

export class Engine {
  private worker: Worker | null = null;
  private nextId = 1;
  private busy: Waiting | null = null;
  private queued: Waiting | null = null;

  // Starts loading, so that the first answer comes sooner.
  warmUp(): void {
    this.worker ??= this.start();
  }

  // Checks a program and runs it if it is accepted. A newer request replaces one that still waits (it is rejected as Stopped).
  judge(source: string, edition: Edition, onChecked: (check: CheckResult) => void = () => {}): Promise<Judged> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { request: { id: this.nextId++, source, edition }, resolve, reject, onChecked };
      this.queued?.reject(new Stopped());
      this.queued = waiting;
      this.pump();
    });
  }

  // Ends what is running, at once. What was asked is rejected as Stopped.
  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    for (const waiting of [this.busy, this.queued]) waiting?.reject(new Stopped());
    this.busy = this.queued = null;
    this.warmUp();
  }

  dispose(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private pump(): void {
    if (this.busy !== null || this.queued === null) return;
    this.busy = this.queued;
    this.queued = null;
    this.worker ??= this.start();
    this.worker.postMessage(this.busy.request);
  }

  private start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'borrowlab' });
    worker.addEventListener('message', (event: MessageEvent<Reply>) => {
      if (this.worker === worker) this.receive(event.data);
    });
    worker.addEventListener('error', (event) => {
      if (this.worker === worker) this.fail(`The engine stopped working: ${event.message || 'it could not be loaded'}`);
    });
    return worker;
  }

  private receive(reply: Reply): void {
    if (reply.kind === 'ready') return;
    if (reply.kind === 'failed') {
      this.fail(reply.message);
      return;
    }
    const waiting = this.busy;
    if (waiting === null || waiting.request.id !== reply.id) return;
    if (reply.kind === 'checked') {
      waiting.onChecked(reply.check);
      return;
    }
    this.busy = null;
    waiting.resolve(reply.judged);
    this.pump();
  }

  private fail(message: string): void {
    const waiting = this.busy ?? this.queued;
    this.worker?.terminate();
    this.worker = null;
    if (waiting === this.queued) this.queued = null;
    this.busy = null;
    waiting?.reject(new Error(message));
    this.pump();
  }
}
