// One lab, or two side by side; stacked where there is no room.
import { css, html, LitElement } from 'lit';
import { customElement, property, queryAll } from 'lit/decorators.js';
import type { Program, View } from '../share/scenario';
import './bl-lab';
import type { BlLab } from './bl-lab';

@customElement('bl-labs')
export class BlLabs extends LitElement {
  @property({ attribute: false }) programs: readonly Program[] = [];
  @property({ attribute: false }) originals: readonly Program[] = [];
  @property({ type: Boolean, reflect: true }) compact = false;
  // How the programs are looked at; links carry it.
  @property({ attribute: false }) view: View = 'output';
  @property({ attribute: false }) step: number | null = null;
  @queryAll('bl-lab') private readonly labs!: NodeListOf<BlLab>;

  // With the reader's changes.
  get current(): Program[] {
    return [...this.labs].map((lab) => lab.current);
  }

  // The moment that a run is shown at; null: all at their ends.
  get moment(): number | null {
    return [...this.labs].map((lab) => lab.shownMoment).find((moment) => moment !== null) ?? null;
  }

  private chosen(event: CustomEvent<View>) {
    this.view = event.detail;
  }

  override render() {
    return html`<div class="labs ${this.programs.length > 1 ? 'two' : 'one'}" @bl-view=${this.chosen}>
      ${this.programs.map((program, i) => html`<bl-lab .view=${this.view} .step=${this.step} .program=${program} .original=${this.originals[i] ?? null} ?compact=${this.compact} ?wide=${this.programs.length === 1 && !this.compact}></bl-lab>`)}
    </div>`;
  }

  static override styles = css`
    :host {
      display: block;
    }
    .labs {
      display: grid;
      gap: 1rem;
      grid-template-columns: minmax(0, 1fr);
    }
    @media (width >= 60rem) {
      .two {
        grid-template: auto auto auto auto minmax(8rem, auto) / minmax(0, 1fr) minmax(0, 1fr);
        row-gap: 0;
      }
      .two bl-lab {
        grid-row: span 5;
        grid-template-rows: subgrid;
      }
    }
    @media (60rem <= width < 100rem) {
      .two {
        --code-size: 0.8125rem;
      }
    }
    :host([compact]),
    :host([compact]) .labs {
      height: 100%;
      min-height: 0;
    }
    :host([compact]) .labs {
      gap: 1px;
      background: var(--rule);
      grid-auto-rows: var(--lab-row, minmax(18rem, 1fr));
    }
    :host([compact]) .one {
      grid-auto-rows: var(--lab-row, minmax(0, 1fr));
    }
    @media (width >= 40rem) {
      :host([compact]) .two {
        grid-template:
          auto var(--code-row, minmax(4rem, 3fr)) auto auto var(--panel-row, minmax(3.5rem, 2fr)) /
          minmax(0, 1fr) minmax(0, 1fr);
      }
      :host([compact]) .two bl-lab {
        grid-row: span 5;
        grid-template-rows: subgrid;
      }
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-labs': BlLabs;
  }
}
