// The page: header, notices, labs.
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../lab/bl-labs';
import type { BlLabs } from '../lab/bl-labs';
import { opening } from '../scenarios/scenarios';
import '../share/bl-open';
import '../share/bl-share';
import { type Program, type Scenario, scenarioOf, titleOf } from '../share/scenario';
import { controls } from '../style/controls';
import './bl-menu';
import { bringBack, type Desk, fragmentOf, note, open } from './desk';
import type { Work } from './stored';
import { appStyle } from './style';
import { onSystemTheme, theme, toggleTheme } from './theme';

@customElement('bl-app')
export class BlApp extends LitElement {
  @state() private desk: Desk | null = null;
  @state() private modal = false; // a dialog is open
  @query('bl-labs') private readonly labs!: BlLabs | null;
  private opened = 0;

  constructor() {
    super();
    onSystemTheme(() => this.requestUpdate());
  }

  override connectedCallback() {
    super.connectedCallback();
    // Back and forward between programs, and a fragment changed by hand, all come as `hashchange` or `popstate`.
    addEventListener('popstate', this.follow);
    this.follow();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('popstate', this.follow);
  }

  private readonly follow = () => this.openFragment(location.hash.slice(1));

  private async openFragment(fragment: string, putAside: Work | null = null) {
    const mine = ++this.opened;
    const desk = await open(fragment, this.desk && { ...this.desk, programs: this.labs?.current ?? this.desk.programs });
    if (mine === this.opened) this.desk = { ...desk, putAside: desk.putAside ?? putAside };
  }

  private async go(fragment: string, putAside: Work | null = null) {
    history.pushState(null, '', fragment === '' ? location.pathname + location.search : `#${fragment}`);
    await this.openFragment(fragment, putAside);
  }

  private async choose(scenario: Scenario) {
    const { fragment, putAside } = await fragmentOf(scenario);
    await this.go(fragment, putAside);
  }

  // What a link would carry: the programs with the reader's changes, looked at as they are now.
  private readonly shown = (): Scenario => {
    const { desk, labs } = this;
    if (desk === null || labs === null) return scenarioOf([]);
    return { ...desk.opened, programs: labs.current, view: labs.view, step: labs.moment };
  };

  private home(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.choose(scenarioOf(opening));
  }

  private edited() {
    if (this.desk !== null && this.labs !== null) note(this.desk, this.labs.current);
  }

  private toggleTheme() {
    toggleTheme();
    this.requestUpdate();
  }

  private readonly modalChanged = (event: CustomEvent<boolean>) => {
    this.modal = event.detail;
  };

  private dismiss() {
    if (this.desk !== null) this.desk = { ...this.desk, problem: null, putAside: null };
  }

  override updated() {
    const title = this.desk === null || this.desk.originals === opening ? '' : titleOf(this.desk.opened);
    document.title = [title || 'Rust borrowing, live', 'Borrowlab'].join(' · ');
  }

  override render() {
    const desk = this.desk;
    return html`
      <header>
        <h1><a href="./" @click=${this.home}><img src="./icon.svg" alt="" width="28" height="28" />Borrowlab</a></h1>
        <p class="tagline">Rust's borrow rules, live in your browser</p>
        <div class="tools">
          <bl-menu .current=${() => this.labs?.current ?? []} .originals=${desk?.originals ?? []} @bl-choose=${(e: CustomEvent<Program[]>) => this.choose(scenarioOf(e.detail))} @bl-bring-back=${(e: CustomEvent<Work>) => this.go(bringBack(e.detail))}></bl-menu>
          <bl-open @bl-modal=${this.modalChanged} @bl-opened=${(e: CustomEvent<Scenario>) => this.choose(e.detail)}></bl-open>
          <bl-share @bl-modal=${this.modalChanged} .scenario=${this.shown}></bl-share>
          <button class="theme" @click=${this.toggleTheme} aria-label=${theme() === 'dark' ? 'Light theme' : 'Dark theme'}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="6" /><path d="M8 2a6 6 0 0 1 0 12z" /></svg>
          </button>
        </div>
      </header>
      <main ?inert=${this.modal}>
        ${desk === null ? nothing : this.notices(desk)}
        ${desk?.originals === opening ? this.lead() : nothing}
        ${desk === null ? nothing : html`<bl-labs .programs=${desk.programs} .originals=${desk.originals} .view=${desk.opened.view} .step=${desk.opened.step} @bl-edit=${this.edited}></bl-labs>`}
      </main>
      <footer ?inert=${this.modal}>
        <p>Programs are checked and run in this page; nothing you type leaves it. What Borrowlab does not support, it refuses: it never guesses.</p>
      </footer>
    `;
  }

  private lead() {
    return html`<p class="lead">
      Many <span class="shared">shared</span> borrows, or one <span class="exclusive">exclusive</span> borrow, never both at once.
      The compiler checks it before the program runs. <code>RefCell</code> checks it while the program runs.
    </p>`;
  }

  private notices({ problem, putAside }: Desk) {
    if (problem !== null) {
      return html`<div class="notice problem" role="alert">
        <p><strong>This link cannot be opened.</strong> ${problem} Your text is as it was.</p>
        <button @click=${this.dismiss}>Dismiss</button>
      </div>`;
    }
    if (putAside === null) return nothing;
    return html`<div class="notice" role="status">
      <p>Your earlier text is kept.</p>
      <button @click=${() => this.go(bringBack(putAside))}>Bring it back</button>
      <button class="quiet" @click=${this.dismiss}>Dismiss</button>
    </div>`;
  }

  static override styles = [controls, appStyle];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-app': BlApp;
  }
}
