// Memory at the moment that is shown: asks the engine for it and for the step before, and hands both to the drawing.
import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Memory } from '../../engine/trace';
import './bl-memory';

@customElement('bl-memory-at')
export class BlMemoryAt extends LitElement {
  @property({ type: Number }) step = 0;
  // Another object means another run.
  @property({ attribute: false }) run: object | null = null;
  @property({ attribute: false }) read: (step: number) => Promise<Memory | null> = () => Promise.resolve(null);
  @state() private memory: Memory | null = null;
  @state() private previous: Memory | null = null;
  private asking = false;
  private wanted = false;

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has('run')) this.memory = this.previous = null;
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
      // In this order the engine goes forward from the one to the other.
      const known = this.memory?.step === step - 1 ? this.memory : null;
      const before = step === 0 ? null : (known ?? (await this.read(step - 1)));
      const now = await this.read(step);
      if (run !== this.run || now === null) continue;
      this.previous = before;
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
