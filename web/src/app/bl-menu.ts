// The menu of scenarios, and of the reader's own earlier texts.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { groups } from '../scenarios/scenarios';
import type { Program } from '../share/scenario';
import { controls } from '../style/controls';
import { besideChoices, type Choice } from './beside';
import { keptWork } from './desk';
import type { Work } from './stored';

@customElement('bl-menu')
export class BlMenu extends LitElement {
  // What lies on the desk, with the reader's changes and as it was opened.
  @property({ attribute: false }) current: () => readonly Program[] = () => [];
  @property({ attribute: false }) originals: readonly Program[] = [];
  @state() private kept: Work[] = [];
  @state() private beside: Choice[] = [];
  private count = 0; // of items, for their ids
  @query('.menu') private readonly menu!: HTMLElement;
  @query('.opener') private readonly opener!: HTMLElement;

  override render() {
    this.count = 0;
    return html`
      <button class="opener" popovertarget="menu">Scenarios</button>
      <nav class="menu" id="menu" popover aria-label="Scenarios" @beforetoggle=${this.beforeToggle} @toggle=${this.toggled} @keydown=${this.move}>
        ${
          this.kept.length === 0
            ? nothing
            : this.group(
                'Your earlier texts',
                this.kept.map((work) => this.keptItem(work)),
              )
        }
        ${
          this.beside.length === 0
            ? nothing
            : this.group(
                'Side by side',
                this.beside.map((choice) => this.item([choice.title], () => this.choose(choice.programs))),
              )
        }
        ${groups().map(([name, list]) =>
          this.group(
            name,
            list.map((s) =>
              this.item(
                s.programs.map((p) => p.title),
                () => this.choose(s.programs),
                s.programs.length === 1 ? s.programs[0] : undefined,
              ),
            ),
          ),
        )}
      </nav>
    `;
  }

  private group(name: string, items: unknown[]) {
    return html`<h2>${name}</h2><ul>${items}</ul>`;
  }

  // `beside`: a program that can also be opened next to the first one on the desk.
  private item(titles: string[], chosen: () => void, beside?: Program) {
    const first = this.beside.length === 0 ? undefined : this.current()[0];
    const id = `title-${this.count++}`;
    const pair =
      beside === undefined || first === undefined
        ? nothing
        : html`<button class="beside" @click=${() => this.choose([first, beside])} aria-describedby=${id}
            aria-label="Open side by side" title=${`Open beside “${first.title || 'your program'}”`}>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M2.5 3.5h4.5v9h-4.5zM9 3.5h4.5v9h-4.5z" /></svg>
          </button>`;
    return html`<li><button class="item" id=${id} @click=${chosen}>${titles.map((title) => html`<span>${title}</span>`)}</button>${pair}</li>`;
  }

  private keptItem(work: Work) {
    const when = new Date(work.at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
    return this.item([work.programs.map((p) => p.title || 'Untitled').join(' / '), `changed ${when}`], () => {
      this.close();
      this.dispatchEvent(new CustomEvent<Work>('bl-bring-back', { detail: work, bubbles: true, composed: true }));
    });
  }

  private choose(programs: Program[]) {
    this.close();
    this.dispatchEvent(new CustomEvent<Program[]>('bl-choose', { detail: programs, bubbles: true, composed: true }));
  }

  private close() {
    this.menu.hidePopover();
    this.opener.focus();
  }

  private beforeToggle(event: ToggleEvent) {
    if (event.newState !== 'open') return;
    this.kept = keptWork();
    this.beside = besideChoices(this.current(), this.originals);
    const box = this.opener.getBoundingClientRect();
    this.menu.style.setProperty('--top', `${Math.round(box.bottom + 6)}px`);
    this.menu.style.setProperty('--right', `${Math.max(Math.round(document.documentElement.clientWidth - box.right), 8)}px`);
  }

  private async toggled(event: ToggleEvent) {
    if (event.newState !== 'open') {
      // Closed by Escape: back to where it was opened from. Closed by a click elsewhere, the focus is there already.
      const focused = this.shadowRoot?.activeElement ?? null;
      if (document.activeElement === document.body || this.menu.contains(focused)) this.opener.focus();
      return;
    }
    await this.updateComplete;
    this.items()[0]?.focus();
  }

  private items(): HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('.item')];
  }

  private move(event: KeyboardEvent) {
    const items = this.items();
    const focused = this.shadowRoot?.activeElement;
    const at = Math.max(
      items.findIndex((item) => item.parentElement === focused?.parentElement),
      0,
    );
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  }

  static override styles = [
    controls,
    css`
      .menu {
        position: fixed;
        inset: var(--top, 4rem) var(--right, 1rem) auto auto;
        box-sizing: border-box;
        width: min(26rem, 100vw - 1rem);
        max-height: calc(100dvh - var(--top, 4rem) - 1rem);
        margin: 0;
        padding: 0.3rem 0.4rem 0.6rem;
        overflow: auto;
        border: 1px solid var(--rule);
        border-radius: 10px;
        background: var(--raised);
        color: var(--ink);
        box-shadow: 0 8px 32px rgb(0 0 0 / 0.22);
      }
      h2 {
        margin: 0.7rem 0.6rem 0.15rem;
        font: 600 0.75rem/1.4 var(--sans);
        color: var(--muted);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
      }
      .beside {
        flex: none;
        align-self: center;
        min-width: var(--touch);
        padding: 0;
        border-color: transparent;
        background: none;
        color: var(--muted);
      }
      .beside svg {
        fill: none;
        stroke: currentcolor;
        stroke-width: 1.5;
      }
      .item {
        flex: 1 1 0;
        min-width: 0;
        padding: 0.35rem 0.6rem;
        border-color: transparent;
        background: none;
        text-align: left;
      }
      .item:hover,
      .item:focus-visible {
        background: var(--line-tint);
      }
      .item span {
        display: block;
        padding: 0.1rem 0;
      }
      .item span + span {
        color: var(--muted);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-menu': BlMenu;
  }
}
