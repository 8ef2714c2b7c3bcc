// Share: the address that opens these programs, and the tag that shows them in another page.
import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../style/controls';
import { encodeFragment, type Program } from './link';

const escapeAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export function iframeTag(address: string, programs: readonly Program[]): string {
  const title = `Borrowlab: ${programs.map((p) => p.title || 'a Rust program').join(' / ')}`;
  return `<iframe src="${escapeAttribute(address)}" title="${escapeAttribute(title)}" width="100%" height="560" style="border:0" loading="lazy"></iframe>`;
}

@customElement('bl-share')
export class BlShare extends LitElement {
  @property({ attribute: false }) programs: () => readonly Program[] = () => [];
  @state() private link = '';
  @state() private tag = '';
  @state() private said = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    return html`
      <button class="opener" aria-haspopup="dialog" @click=${this.open}>Share</button>
      <dialog aria-labelledby="title" @click=${this.clickOutside} @close=${this.closed}>
        <div class="box">
          <h2 id="title">Share</h2>
          <p>The address holds the program itself. Nothing is stored on a server.</p>
          <label for="link">Link</label>
          <div class="row">
            <input id="link" readonly .value=${this.link} @focus=${this.selectAll} />
            <button @click=${() => this.copy('link', 'Link')} aria-label="Copy the link">Copy</button>
          </div>
          <label for="tag">Tag for a web page</label>
          <div class="row">
            <textarea id="tag" readonly rows="4" .value=${this.tag} @focus=${this.selectAll}></textarea>
            <button @click=${() => this.copy('tag', 'Tag')} aria-label="Copy the tag">Copy</button>
          </div>
          <div class="row end">
            <p role="status">${this.said}</p>
            <button @click=${this.close}>Close</button>
          </div>
        </div>
      </dialog>
    `;
  }

  private async open() {
    const programs = this.programs();
    const fragment = await encodeFragment(programs);
    this.link = `${new URL('./', location.href).href}#${fragment}`;
    this.tag = iframeTag(`${new URL('./embed.html', location.href).href}#${fragment}`, programs);
    this.said = '';
    await this.updateComplete;
    this.dialog.showModal();
  }

  private close() {
    this.dialog.close();
  }

  private closed() {
    this.renderRoot.querySelector<HTMLElement>('.opener')?.focus();
  }

  private clickOutside(event: MouseEvent) {
    if (event.target === this.dialog) this.close();
  }

  private selectAll(event: FocusEvent) {
    (event.target as HTMLInputElement | HTMLTextAreaElement).select();
  }

  private async copy(id: string, what: string) {
    const field = this.renderRoot.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${id}`);
    if (field === null) return;
    this.said = '';
    try {
      await navigator.clipboard.writeText(field.value);
      this.said = `${what} copied.`;
    } catch {
      field.focus();
      field.select();
      this.said = 'This browser does not let the page copy: the text is selected, copy it with Ctrl+C or Cmd+C.';
    }
  }

  static override styles = [
    controls,
    css`
      dialog {
        box-sizing: border-box;
        width: min(36rem, 100vw - 1.5rem);
        padding: 0;
        border: 1px solid var(--rule);
        border-radius: 12px;
        background: var(--panel);
        color: var(--ink);
        box-shadow: 0 12px 48px rgb(0 0 0 / 0.3);
      }
      dialog::backdrop {
        background: rgb(10 14 20 / 0.45);
      }
      .box {
        padding: 1rem 1.2rem 1.1rem;
      }
      h2 {
        margin: 0;
        font-size: 1.125rem;
      }
      p {
        margin: 0.2rem 0 0.4rem;
        color: var(--muted);
        font-size: 0.9375rem;
      }
      label {
        display: block;
        margin: 0.7rem 0 0.25rem;
        font-weight: 600;
        font-size: 0.875rem;
      }
      .row {
        display: flex;
        gap: 0.5rem;
        align-items: flex-start;
      }
      .end {
        margin-top: 0.9rem;
        align-items: center;
        justify-content: space-between;
      }
      input,
      textarea {
        box-sizing: border-box;
        flex: 1;
        min-width: 0;
        min-height: var(--touch);
        padding: 0.4rem 0.6rem;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--raised);
        color: var(--ink);
        font: 0.8125rem/1.4 var(--mono);
        resize: vertical;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-share': BlShare;
  }
}
