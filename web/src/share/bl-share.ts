// Share: a scenario as a link, or as what shows it elsewhere; with a preview of how it will look there.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { outcomeOf } from '../embed/outcome';
import { newEngine } from '../engine/engines';
import { controls } from '../style/controls';
import { dialogStyle, tellModal } from './dialog';
import { encodeScenario, longestLink } from './link';
import { picturesOf } from './pictures';
import { playgroundAddress } from './playground';
import { Preview } from './preview';
import { type Scenario, scenarioOf, titleOf, type View, views } from './scenario';
import { shareStyle } from './share-style';
import { type Kind, kinds, linesFrom, linesText, linkOf, type Offer, selfContained, snippet } from './snippets';

const names: Record<Kind, string> = {
  link: 'Link',
  markdown: 'Markdown link',
  element: 'Element',
  iframe: 'Iframe',
  zola: 'Zola',
  hugo: 'Hugo',
  mdbook: 'mdBook',
  svg: 'SVG picture',
  file: 'HTML file',
};
const about: Record<Kind, string> = {
  link: 'Opens the program in Borrowlab. The address holds the program itself; nothing is stored on a server.',
  markdown: 'The link, for a Markdown text.',
  element: 'For a page of your own: the program is text of the page, and runs in it.',
  iframe: 'For places that allow frames only.',
  zola: 'For Zola, with the shortcode of web/embeds/zola.',
  hugo: 'For Hugo, with the shortcode of web/embeds/hugo.',
  mdbook: 'For mdBook, with the script of web/embeds/mdbook.',
  svg: 'A picture of the lanes, for feeds, slides and print.',
  file: 'One page that opens from a disk, without a network.',
};
const pause = 150; // milliseconds after the last change until the preview shows it
const addressed: readonly Kind[] = ['link', 'markdown', 'iframe'];

@customElement('bl-share')
export class BlShare extends LitElement {
  @property({ attribute: false }) scenario: () => Scenario = () => scenarioOf([]);
  @state() private kind: Kind = 'link';
  @state() private offer: Offer | null = null;
  @state() private said = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('.preview') private readonly place!: HTMLElement;
  private readonly preview = new Preview((height) => this.change({ height }, false));
  private later: ReturnType<typeof setTimeout> | undefined;
  private previewed = false; // what the preview shows is as it is offered now

  override render() {
    return html`
      <button class="opener" aria-haspopup="dialog" @click=${this.open}>Share</button>
      <dialog aria-labelledby="title" @click=${this.clickOutside} @close=${this.closed}>
        <div class="box">
          <div class="row top"><h2 id="title">Share</h2><button @click=${this.close}>Close</button></div>
          ${this.offer === null ? nothing : this.content(this.offer)}
        </div>
      </dialog>
    `;
  }

  private content(offer: Offer) {
    return html`
      <div class="kinds" role="tablist" aria-label="Ways to share" @keydown=${this.move}>
        ${this.offered.map(
          (kind) =>
            html`<button role="tab" id=${`kind-${kind}`} aria-selected=${kind === this.kind} aria-controls="panel"
              tabindex=${kind === this.kind ? 0 : -1} @click=${() => this.choose(kind)}>${names[kind]}</button>`,
        )}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby=${`kind-${this.kind}`}>
        <p>${about[this.kind]}</p>
        ${this.given(offer)}
        <p role="status">${this.said}</p>
        ${this.options(offer)}
        <div class="preview"></div>
      </div>
    `;
  }

  private given(offer: Offer) {
    if (this.kind === 'file') return this.downloads(offer);
    if (this.kind === 'svg') return this.pictures(offer);
    const text = snippet(this.kind, offer);
    const length = addressed.includes(this.kind) ? linkOf(offer).length : 0;
    if (length > longestLink) return this.tooLong(length);
    return html`
      <div class="row">
        <textarea id="text" aria-label=${names[this.kind]} readonly rows="2" .value=${text} @focus=${this.selectAll}></textarea>
        <button @click=${this.copy} aria-label=${`Copy: ${names[this.kind]}`}>Copy</button>
      </div>
      ${this.kind === 'link' ? this.playground(offer) : nothing}
    `;
  }

  private tooLong(length: number) {
    return html`<p class="notice" role="alert">
      This program is too long for a link: it would have ${length.toLocaleString('en')} characters, and many places cut addresses of
      more than ${longestLink.toLocaleString('en')}. <button @click=${() => this.choose('file')}>Take a file instead</button>
    </p>`;
  }

  private playground({ scenario }: Offer) {
    const titles = scenario.programs.map((program, i) => program.title || `program ${i + 1}`);
    return html`<p class="links">${scenario.programs.map((program, i) => {
      const address = playgroundAddress(program);
      const what = scenario.programs.length > 1 ? `Open “${titles[i]}” in the Rust Playground` : 'Open in the Rust Playground';
      return address === null ? nothing : html`<a href=${address} target="_blank" rel="noopener noreferrer">${what}</a> `;
    })}</p>`;
  }

  private downloads({ scenario }: Offer) {
    return html`<div class="row">
      <button class="main" @click=${this.takeFile}>Download the page</button>
      ${scenario.programs.map((program, i) => html`<button @click=${() => this.takeSource(i)}>Download ${program.title || 'the program'} (.rs)</button>`)}
    </div>`;
  }

  private pictures({ scenario }: Offer) {
    return html`<div class="row">${scenario.programs.map((program, i) => html`<button class="main" @click=${() => this.takePicture(i)}>Download ${program.title || 'the picture'} (.svg)</button>`)}</div>`;
  }

  private async takePicture(index: number) {
    const { offer } = this;
    if (offer === null) return;
    this.said = '';
    try {
      const svg = (await picturesOf(offer))[index];
      if (svg) this.download(svg, 'image/svg+xml', 'svg', offer.scenario.programs[index]?.title);
      else this.said = 'There is no picture of a program that is refused.';
    } catch (error) {
      this.said = `The picture could not be drawn: ${(error as Error).message}.`;
    }
  }

  private options({ scenario, theme, run, readonly }: Offer) {
    const embedded = ['element', 'zola', 'hugo'].includes(this.kind);
    const value = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
    const title = html`<label>Title <input value=${titleOf(scenario)} maxlength="200" @input=${(e: Event) => this.retitle(value(e))} /></label>`;
    if (this.kind === 'svg') return html`<div class="options">${title}${this.themes(theme)}</div>`;
    return html`<div class="options">
      ${title}
      <label>View
        <select @change=${(e: Event) => this.change({ scenario: { ...scenario, view: value(e) as View } })}>
          ${views.map((view) => html`<option value=${view} .selected=${view === scenario.view}>${view}</option>`)}
        </select>
      </label>
      ${scenario.programs.map((program, i) => {
        const name = scenario.programs.length > 1 ? `Hidden lines, ${['first', 'second'][i]} program` : 'Hidden lines';
        return html`<label>${name} <input placeholder="1-3, 12" value=${linesText(program.hidden)} @input=${(e: Event) => this.hide(i, value(e))} /></label>`;
      })}
      ${embedded || this.kind === 'iframe' ? this.themes(theme) : nothing}
      ${
        embedded
          ? html`<label>Runs
                <select @change=${(e: Event) => this.change({ run: value(e) as Offer['run'] })}>
                  <option value="visible" .selected=${run === 'visible'}>when a reader comes near</option>
                  <option value="click" .selected=${run === 'click'}>on a click</option>
                </select>
              </label>
              <label class="check"><input type="checkbox" .checked=${readonly} @change=${(e: Event) => this.change({ readonly: (e.target as HTMLInputElement).checked })} /> Readers cannot edit it</label>`
          : nothing
      }
    </div>`;
  }

  private themes(theme: Offer['theme']) {
    const choose = (event: Event) => this.change({ theme: (event.target as HTMLSelectElement).value as Offer['theme'] });
    return html`<label>Theme
      <select @change=${choose}>
        ${['auto', 'light', 'dark'].map((each) => html`<option value=${each} .selected=${each === theme}>${each}</option>`)}
      </select>
    </label>`;
  }

  private get offered(): readonly Kind[] {
    return kinds;
  }

  private async open() {
    const scenario = this.scenario();
    const site = new URL('./', location.href.replace(/[?#].*/, '')).href;
    this.said = '';
    this.kind = 'link';
    this.offer = null;
    const none = { fragment: '', expects: [], theme: 'auto', run: 'visible', readonly: false, height: 560 } as const;
    await this.change({ scenario, site, ...none });
    await this.updateComplete;
    this.dialog.showModal();
    tellModal(this, true);
    this.requestUpdate();
    this.judge(scenario);
  }

  // What the programs do is what the author expects of them.
  private async judge(scenario: Scenario) {
    const engine = newEngine();
    try {
      const expects: string[] = [];
      for (const { source, edition } of scenario.programs) {
        const { verdict, codes } = outcomeOf(await engine.judge(source, edition));
        expects.push(verdict === 'error' ? codes.join(' ') || 'error' : verdict === 'ok' || verdict === 'panic' ? verdict : '');
      }
      if (this.offer === null) return; // closed meanwhile
      // The frame shows the same with or without it.
      await this.change({ expects }, !addressed.includes(this.kind));
    } catch {
      // Without an engine nothing is expected.
    } finally {
      engine.dispose();
    }
  }

  private async change(some: Partial<Offer>, anew = true) {
    this.offer = { ...(this.offer as Offer), ...some };
    if (anew) this.previewed = false;
    if (some.scenario === undefined) return;
    const fragment = await encodeScenario(some.scenario);
    // Unless it was changed again meanwhile.
    if (this.offer?.scenario !== some.scenario) return;
    this.offer = { ...this.offer, fragment };
    this.previewed = false;
  }

  private retitle(title: string) {
    if (this.offer === null) return;
    const { scenario } = this.offer;
    const programs = scenario.programs.length === 1 ? scenario.programs.map((program) => ({ ...program, title })) : scenario.programs;
    this.change({ scenario: { ...scenario, title: programs.length === 1 ? '' : title, programs } });
  }

  private hide(index: number, text: string) {
    if (this.offer === null) return;
    const { scenario } = this.offer;
    const programs = scenario.programs.map((program, i) => (i === index ? { ...program, hidden: linesFrom(text) } : program));
    this.change({ scenario: { ...scenario, programs } });
  }

  private choose(kind: Kind) {
    this.kind = kind;
    this.said = '';
    this.previewed = false;
  }

  override updated() {
    this.fitText();
    if (this.offer === null || this.previewed || !this.dialog.open) return;
    this.previewed = true;
    clearTimeout(this.later);
    this.later = setTimeout(() => this.offer !== null && this.preview.show(this.place, this.kind, this.offer), pause);
  }

  // All of a link is seen before it is copied.
  private fitText() {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>('#text');
    if (field === null || !this.dialog.open) return;
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  private move(event: KeyboardEvent) {
    const at = this.offered.indexOf(this.kind);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.offered.length - 1 }[event.key];
    const next = to === undefined ? undefined : this.offered[(to + this.offered.length) % this.offered.length];
    if (next === undefined) return;
    event.preventDefault();
    this.choose(next);
    this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#kind-${next}`)?.focus());
  }

  private readonly close = () => this.dialog.close();

  private closed() {
    tellModal(this, false);
    this.preview.clear(this.place);
    this.offer = null;
    this.renderRoot.querySelector<HTMLElement>('.opener')?.focus();
  }

  private clickOutside(event: MouseEvent) {
    if (event.target === this.dialog) this.close();
  }

  private selectAll(event: FocusEvent) {
    (event.target as HTMLTextAreaElement).select();
  }

  private async copy() {
    const field = this.renderRoot.querySelector<HTMLTextAreaElement>('#text');
    if (field === null) return;
    this.said = '';
    try {
      await navigator.clipboard.writeText(field.value);
      this.said = `${names[this.kind]} copied.`;
    } catch {
      field.focus();
      field.select();
      this.said = 'This browser does not let the page copy: the text is selected, copy it with Ctrl+C or Cmd+C.';
    }
  }

  private async takeFile() {
    if (this.offer === null) return;
    this.said = '';
    try {
      const response = await fetch('./standalone.html');
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      this.download(selfContained(await response.text(), this.offer), 'text/html', 'html');
    } catch (error) {
      this.said = `The page could not be made: ${(error as Error).message}.`;
    }
  }

  private takeSource(index: number) {
    const program = this.offer?.scenario.programs[index];
    if (program !== undefined) this.download(program.source, 'text/plain', 'rs', program.title);
  }

  private download(text: string, type: string, extension: string, title = this.offer === null ? '' : titleOf(this.offer.scenario)) {
    const name =
      title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60) || 'borrowlab';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = `${name}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  static override styles = [controls, dialogStyle, shareStyle];
}

declare global {
  interface HTMLElementTagNameMap {
    'bl-share': BlShare;
  }
}
