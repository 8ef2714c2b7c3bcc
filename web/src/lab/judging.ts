// When a program is judged, and what is known about it meanwhile.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Answer, Stopped } from '../engine/answer';
import { newEngine } from '../engine/engines';
import type { Edition } from '../engine/protocol';
import type { Event, Memory } from '../engine/trace';
import { failed, loading, stoppedByReader, type Verdict, verdictOf, working } from '../output/verdict';

const pause = 150; // milliseconds after the last keystroke, unless the last answer came in an instant
const instant = 25; // milliseconds
const slow = 200; // milliseconds after which a run is shown to be one

export class Judging implements ReactiveController {
  answer: Answer | null = null; // the last one; may belong to an earlier text
  verdict: Verdict = loading;
  stale = false; // the answer belongs to an earlier text, or is being asked anew
  running = false; // for so long that the reader should know, and may stop it

  private typing: ReturnType<typeof setTimeout> | undefined;
  private showing: ReturnType<typeof setTimeout> | undefined;
  private checked = false;
  private asked = 0;
  private lastTook = Number.POSITIVE_INFINITY; // milliseconds, from question to answer

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly onAnswer: (answer: Answer) => void,
    private readonly engine = newEngine(),
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.engine.warmUp();
  }

  hostDisconnected(): void {
    clearTimeout(this.typing);
    clearTimeout(this.showing);
    this.engine.dispose();
  }

  // Memory after a step of the answer's run; null: not to be had any more.
  async memoryAt(step: number): Promise<Memory | null> {
    return this.answer === null ? null : this.engine.memoryAt(this.answer, step);
  }

  // The events of the answer's run, of the steps from `from` to `to`, `to` not included.
  async events(from: number, to: number): Promise<Event[] | null> {
    return this.answer === null ? null : this.engine.events(this.answer, from, to);
  }

  // Whether a program runs to its end.
  runs(source: string, edition: Edition): Promise<boolean> {
    return this.engine.runs(source, edition);
  }

  // Judges at once where that is done in an instant, else when the reader pauses.
  soon(program: () => { source: string; edition: Edition }): void {
    clearTimeout(this.typing);
    if (!this.stale && this.lastTook < instant) {
      this.now(program());
      return;
    }
    this.typing = setTimeout(() => this.now(program()), pause);
    this.stale = true;
    this.host.requestUpdate();
  }

  async now({ source, edition }: { source: string; edition: Edition }): Promise<void> {
    clearTimeout(this.typing);
    const mine = ++this.asked;
    const from = performance.now();
    this.stale = true;
    this.checked = false;
    this.showing ??= setTimeout(() => this.showRunning(), slow);
    this.host.requestUpdate();
    try {
      const answer = await this.engine.judge(source, edition, () => {
        this.checked = true;
        if (this.running) this.showRunning();
      });
      if (mine !== this.asked) return;
      this.lastTook = performance.now() - from;
      this.finish(verdictOf(answer), answer);
      this.onAnswer(answer);
    } catch (error) {
      if (mine !== this.asked) return;
      if (error instanceof Stopped) this.finish(stoppedByReader(this.checked), null);
      else this.finish(failed(error instanceof Error ? error.message : String(error)), null);
    }
  }

  stop(): void {
    clearTimeout(this.typing);
    this.engine.stop();
  }

  private showRunning(): void {
    // The first answer also waits for the engine to arrive; that is said until then.
    if (this.verdict !== loading || this.checked) this.verdict = working(this.checked);
    this.running = true;
    this.host.requestUpdate();
  }

  private finish(verdict: Verdict, answer: Answer | null): void {
    clearTimeout(this.showing);
    this.showing = undefined;
    this.verdict = verdict;
    this.answer = answer;
    this.stale = false;
    this.running = false;
    this.host.requestUpdate();
  }
}
