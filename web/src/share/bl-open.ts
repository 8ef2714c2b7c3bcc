// Open: a program pasted as text, as Markdown, as a link of Borrowlab or of the Rust Playground, or a file.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { controls } from '../style/controls';
import { dialogStyle, tellModal } from './dialog';
import { LinkError } from './link';
import { PasteError, scenarioFromText } from './playground';
import type { Scenario } from './scenario';

const largestFile = 1 << 20; // bytes

@customElement('bl-open')
export class BlOpen extends LitElement {
  @state() private problem = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  override render() {
    return html`
      <button class="opener" aria-haspopup="dialog" @click=${this.open}>Open</button>
      <dialog aria-labelledby="title" @click=${this.clickOutside} @close=${this.closed}>
        <form class="box" @submit=${this.submit}>
          <h2 id="title">Open a program</h2>
          <p id="about">Paste a program, a Markdown block, or a link: of Borrowlab, or of the Rust Playground (one with <code>?code=</code> in it).</p>
          <label for="text">Program or link</label>
          <textarea id="text" rows="8" spellcheck="false" autocapitalize="off" aria-describedby="about problem" @paste=${this.pasted}></textarea>
          <p id="problem" role="alert" class=${this.problem === '' ? '' : 'problem'}>${this.problem === '' ? nothing : this.problem}</p>
          <div class="row end">
            <label class="file">or a file <input type="file" accept=".rs,.md,.txt,text/*" @change=${this.chosen} /></label>
            <span class="buttons"><button type="button" @click=${this.close}>Cancel</button><button type="submit">Open</button></span>
          </div>
        </form>
      </dialog>
    `;
  }

  private open() {
    this.problem = '';
    this.field.value = '';
    this.dialog.showModal();
    tellModal(this, true);
    this.field.focus();
  }

  private readonly close = () => this.dialog.close();

  private closed() {
    tellModal(this, false);
    this.renderRoot.querySelector<HTMLElement>('.opener')?.focus();
  }

  private clickOutside(event: MouseEvent) {
    if (event.target === this.dialog) this.close();
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    this.take(this.field.value);
  }

  // A link needs no second look.
  private pasted(event: ClipboardEvent) {
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (this.field.value === '' && /^https?:\/\/\S+$/.test(text)) this.take(text);
  }

  private async chosen(event: Event) {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file === undefined) return;
    if (file.size > largestFile) this.problem = 'This file holds more text than a program may have.';
    else await this.take(await file.text());
  }

  private async take(text: string) {
    try {
      const scenario = await scenarioFromText(text);
      this.close();
      this.dispatchEvent(new CustomEvent<Scenario>('bl-opened', { detail: scenario }));
    } catch (error) {
      if (!(error instanceof PasteError || error instanceof LinkError)) throw error;
      this.problem = error.message;
    }
  }

  static override styles = [
    controls,
    dialogStyle,
    css`
      .problem {
        padding-left: 0.6rem;
        border-left: 4px solid var(--bad);
        color: var(--ink);
      }
      .file {
        margin: 0;
        font-weight: 400;
      }
      .file input {
        flex: none;
        border: none;
        font: inherit;
        max-width: 14rem;
      }
      .buttons {
        display: flex;
        gap: 0.5rem;
      }
      textarea {
        width: 100%;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-open': BlOpen;
  }
}
