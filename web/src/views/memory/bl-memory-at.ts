// Memory at the moment that is shown: asks the engine for it and for the step before, and hands both to the drawing.
import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Memory } from '../../engine/trace';
import './bl-memory';

const ahead = 12; // steps that are read along when time runs backward: the engine goes forward, and only its way to the first is long
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
    if (this.asking) return;
    this.asking = true;
    while (this.wanted) {
      this.wanted = false;
      const { step, run } = this;
      const backward = this.memory !== null && step < this.memory.step;
      if (this.known.size > kept) this.known.clear();
      // Upwards: so the engine need not start again.
      for (let at = Math.max(step - (backward ? ahead : 1), 0); at <= step; ++at) {
        if (this.known.has(at)) continue;
        const memory = await this.read(at);
        if (run !== this.run) break;
        if (memory !== null) this.known.set(at, memory);
      }
      const now = this.known.get(step);
      if (run !== this.run || now === undefined) continue;
      this.previous = this.known.get(step - 1) ?? null;
      this.memory = now;
    }
    this.asking = false;
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
