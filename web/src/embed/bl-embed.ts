// The page without its frame, for an iframe in another page, or as a file of its own. It keeps nothing.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../lab/bl-labs';
import type { BlLabs } from '../lab/bl-labs';
import { opening } from '../scenarios/scenarios';
import { decodeScenario, encodeScenario, LinkError } from '../share/link';
import { type Scenario, scenarioOf, titleOf } from '../share/scenario';
import { controls } from '../style/controls';
import { followTheme, tellHeight } from './host';

const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="borrowlab-${name}"]`)?.content ?? '';

// A self-contained file names its scenario, and the site that it comes from.
const ownScenario = meta('scenario');
const site = meta('site') || new URL('./', location.href).href;

@customElement('bl-embed')
export class BlEmbed extends LitElement {
  @state() private scenario: Scenario | null = null;
  @state() private problem = '';
  @query('bl-labs') private readonly labs!: BlLabs | null;
  private readonly watch = new ResizeObserver(() => this.fit());
  private told = 0;

  override connectedCallback() {
    super.connectedCallback();
    followTheme();
    addEventListener('hashchange', this.follow);
    addEventListener('resize', this.fit);
    this.follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.follow);
    removeEventListener('resize', this.fit);
    this.watch.disconnect();
  }

  private readonly follow = async () => {
    try {
      this.scenario = (await decodeScenario(ownScenario || location.hash)) ?? scenarioOf(opening);
      this.problem = '';
      document.title = [titleOf(this.scenario), 'Borrowlab'].filter((part) => part !== '').join(' · ');
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.problem = error.message;
    }
  };

  override updated() {
    if (this.labs !== null) this.watch.observe(this.labs);
    this.fit();
  }

  // Says how high everything would be, and takes that height where it is given; in less, the parts scroll.
  private readonly fit = () => {
    this.toggleAttribute('fit', true);
    const height = Math.ceil(this.getBoundingClientRect().height);
    this.toggleAttribute('fit', parent === window || innerHeight >= height);
    if (height !== this.told) tellHeight(height);
    this.told = height;
  };

  // The link takes the reader's changes along.
  private async openInBorrowlab(event: MouseEvent) {
    const link = event.currentTarget as HTMLAnchorElement;
    if (this.labs === null || this.scenario === null) return;
    event.preventDefault();
    const { current, view, step } = this.labs;
    link.href = `${site}#${await encodeScenario({ ...this.scenario, programs: current, view, step })}`;
    window.open(link.href, '_blank', 'noopener');
  }

  // The landmark has the programs' name: the page around has landmarks of its own, and may show other frames.
  override render() {
    return html`
      <main aria-label=${(this.scenario === null ? '' : titleOf(this.scenario)) || 'A Rust program, live'}>
        <h1>Borrowlab</h1>
        ${this.problem === '' ? nothing : html`<p class="problem" role="alert"><strong>This link cannot be opened.</strong> ${this.problem}</p>`}
        ${this.scenario === null ? nothing : this.content(this.scenario)}
        <p class="foot"><a href=${site} target="_blank" rel="noopener" @click=${this.openInBorrowlab}>Open in Borrowlab</a></p>
      </main>
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
      :host([fit]) {
        --lab-row: auto;
        --code-row: auto;
        --panel-row: auto;
        --panel-height: 30rem;
        height: auto;
      }
      :host([fit]) main,
      :host([fit]) bl-labs {
        flex: none;
      }
      .problem {
        margin: 0;
        padding: 0.6rem 0.8rem;
        border-left: 4px solid var(--bad);
      }
      .foot {
        margin: 0;
        padding: 0.2rem 0.8rem;
        border-top: 1px solid var(--rule);
        font-size: 0.8125rem;
        text-align: right;
      }
      .foot a {
        display: inline-flex;
        align-items: center;
        min-height: 1.75rem;
      }
      @media (pointer: coarse) {
        .foot a {
          min-height: var(--touch);
        }
      }
      @media print {
        :host {
          height: auto;
          border: none;
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
