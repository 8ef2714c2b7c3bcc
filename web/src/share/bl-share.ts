// Share: the address that opens these programs, and the tag that shows them in another page.
import { html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../style/controls';
import { dialogStyle } from './dialog';
import { encodeScenario } from './link';
import { type Scenario, scenarioOf, titleOf } from './scenario';

const escapeAttribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export function iframeTag(address: string, scenario: Scenario): string {
  const title = `Borrowlab: ${titleOf(scenario) || 'a Rust program'}`;
  return `<iframe src="${escapeAttribute(address)}" title="${escapeAttribute(title)}" width="100%" height="560" style="border:0" loading="lazy"></iframe>`;
}

@customElement('bl-share')
export class BlShare extends LitElement {
  @property({ attribute: false }) scenario: () => Scenario = () => scenarioOf([]);
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
    const scenario = this.scenario();
    const fragment = await encodeScenario(scenario);
    this.link = `${new URL('./', location.href).href}#${fragment}`;
    this.tag = iframeTag(`${new URL('./embed.html', location.href).href}#${fragment}`, scenario);
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

  static override styles = [controls, dialogStyle];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-share': BlShare;
  }
}
