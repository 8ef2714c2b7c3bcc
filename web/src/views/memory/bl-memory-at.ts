// Memory at the moment that is shown: asks the engine for it and for the step before, and hands both to the drawing.
import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Memory } from '../../engine/trace';
import './bl-memory';

// Backward, the engine starts the run anew, which is what takes long; so what lies before the moment shown is read while nobody waits.
const before = 24; // steps that are read then
const enough = 12; // so many are known: no need yet
const pause = 40; // milliseconds after a moment is shown
const kept = 400; // moments

@customElement('bl-memory-at')
export class BlMemoryAt extends LitElement {
  @property({ type: Number }) step = 0;
  // Another object means another run.
  @property({ attribute: false }) run: object | null = null;
  @property({ attribute: false }) read: (step: number) => Promise<Memory | null> = () => Promise.resolve(null);
  @state() private memory: Memory | null = null;
  @state() private previous: Memory | null = null;
  private readonly known = new Map<number, Memory>();
  private asking = false;
  private wanted = false;
  private later: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.later);
  }

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('run')) {
      this.memory = this.previous = null;
      this.known.clear();
    }
    if (changed.has('run') || changed.has('step')) this.ask();
  }

  // One question at a time: what a fast hand asks in between is skipped, the last is answered.
  private async ask() {
    this.wanted = true;
    clearTimeout(this.later);
    if (this.asking) return;
    this.asking = true;
    while (this.wanted) {
      this.wanted = false;
      const { step, run } = this;
      if (this.known.size > kept) this.known.clear();
      await this.learn(step - 1, step, run);
      const now = this.known.get(step);
      if (run !== this.run || now === undefined) continue;
      this.previous = this.known.get(step - 1) ?? null;
      this.memory = now;
      if (!this.known.has(Math.max(step - enough, 0))) this.later = setTimeout(() => this.readBefore(step, run), pause);
    }
    this.asking = false;
  }

  private async readBefore(step: number, run: object | null) {
    if (this.asking) return;
    this.asking = true;
    await this.learn(step - before, step - 1, run, () => this.wanted);
    this.asking = false;
    if (this.wanted) this.ask();
  }

  // Reads the moments that are not known yet: upwards, so that the engine need not start again.
  private async learn(from: number, to: number, run: object | null, enough = () => false) {
    for (let at = Math.max(from, 0); at <= to && !enough(); ++at) {
      if (this.known.has(at)) continue;
      const memory = await this.read(at);
      if (run !== this.run) return;
      if (memory !== null) this.known.set(at, memory);
    }
  }

  override render() {
    return html`<bl-memory .memory=${this.memory} .previous=${this.previous}></bl-memory>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-memory-at': BlMemoryAt;
  }
}
