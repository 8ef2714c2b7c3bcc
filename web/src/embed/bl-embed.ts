// The page without its frame, for an iframe in another page. It follows the system's theme and keeps nothing.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../lab/bl-labs';
import type { BlLabs } from '../lab/bl-labs';
import { opening } from '../scenarios/scenarios';
import { decodeScenario, encodeScenario, LinkError } from '../share/link';
import { type Scenario, scenarioOf } from '../share/scenario';
import { controls } from '../style/controls';

@customElement('bl-embed')
export class BlEmbed extends LitElement {
  @state() private scenario: Scenario | null = null;
  @state() private problem = '';
  @query('bl-labs') private readonly labs!: BlLabs | null;

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.follow);
    this.follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.follow);
  }

  private readonly follow = async () => {
    try {
      this.scenario = (await decodeScenario(location.hash)) ?? scenarioOf(opening);
      this.problem = '';
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.problem = error.message;
    }
  };

  // The link takes the reader's changes along.
  private async openInBorrowlab(event: MouseEvent) {
    const link = event.currentTarget as HTMLAnchorElement;
    if (this.labs === null || this.scenario === null) return;
    event.preventDefault();
    const { current, view, step } = this.labs;
    link.href = `./#${await encodeScenario({ ...this.scenario, programs: current, view, step })}`;
    window.open(link.href, '_blank', 'noopener');
  }

  override render() {
    return html`
      <main>
        <h1>Borrowlab</h1>
        ${this.problem === '' ? nothing : html`<p class="problem" role="alert"><strong>This link cannot be opened.</strong> ${this.problem}</p>`}
        ${this.scenario === null ? nothing : this.content(this.scenario)}
      </main>
      <footer><a href="./" target="_blank" rel="noopener" @click=${this.openInBorrowlab}>Open in Borrowlab</a></footer>
    `;
  }

  private content({ programs, view, step }: Scenario) {
    return html`<bl-labs compact .programs=${programs} .originals=${programs} .view=${view} .step=${step}></bl-labs>`;
  }

  static override styles = [
    controls,
    css`
      :host {
        box-sizing: border-box;
        display: flex;
        flex-direction: column;
        height: 100dvh;
        border: 1px solid var(--rule);
        background: var(--panel);
      }
      main {
        display: flex;
        flex: 1 1 0;
        flex-direction: column;
        min-height: 0;
      }
      h1 {
        position: absolute;
        clip-path: inset(50%);
      }
      bl-labs {
        flex: 1 1 0;
        min-height: 0;
        overflow: auto;
      }
      .problem {
        margin: 0;
        padding: 0.6rem 0.8rem;
        border-left: 4px solid var(--bad);
      }
      footer {
        padding: 0.2rem 0.8rem;
        border-top: 1px solid var(--rule);
        font-size: 0.8125rem;
        text-align: right;
      }
      footer a {
        display: inline-flex;
        align-items: center;
        min-height: 1.75rem;
      }
      @media (pointer: coarse) {
        footer a {
          min-height: var(--touch);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-embed': BlEmbed;
  }
}
