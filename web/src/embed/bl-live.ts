// What became of a program that is only read: the verdict, and what compiler and program said.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Judge } from '../engine/engines';
import type { Edition, Judged } from '../engine/protocol';
import { Judging } from '../lab/judging';
import '../output/bl-output';
import '../output/bl-verdict';
import { controls } from '../style/controls';

@customElement('bl-live')
export class BlLive extends LitElement {
  @property() name = 'Output';
  private readonly judging: Judging;

  constructor(engine: Judge, answered: (judged: Judged) => void) {
    super();
    this.judging = new Judging(this, answered, engine);
  }

  judge(source: string, edition: Edition): Promise<void> {
    return this.judging.now({ source, edition });
  }

  stop(): void {
    this.judging.stop();
  }

  override render() {
    const { answer, verdict, stale, running } = this.judging;
    const silent = answer === null || (answer.check.rendered === '' && answer.run?.output.length === 0 && answer.run.rendered === '');
    return html`
      <bl-verdict class=${running ? 'beside' : ''} .verdict=${verdict} ?stale=${stale} .milliseconds=${answer === null || stale ? null : answer.milliseconds}></bl-verdict>
      ${running ? html`<button class="stop" @click=${this.stop}>Stop</button>` : nothing}
      ${silent ? nothing : html`<bl-output .judged=${answer} ?stale=${stale} .name=${this.name}></bl-output>`}
    `;
  }

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        position: relative;
      }
      bl-output {
        max-height: var(--borrow-lab-output-height, 22rem);
        overflow: auto;
      }
      .beside {
        --aside: 4rem;
      }
      .stop {
        position: absolute;
        inset: 0.3rem 0.4rem auto auto;
      }
      @media print {
        bl-output {
          max-height: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-live': BlLive;
  }
}
