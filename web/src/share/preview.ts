// How a shared scenario will look: the very element and the very frame that another page would show.
import { elementTag, frameAddress, type Kind, type Offer } from './snippets';

export class Preview {
  private frame: HTMLIFrameElement | null = null;
  private loaded: Promise<unknown> | null = null;

  // `measured`: a frame said how high it would like to be, in pixels.
  constructor(private readonly measured: (height: number) => void) {
    addEventListener('message', ({ data, source }) => {
      if (data?.borrowlab !== 'height' || this.frame === null || source !== this.frame.contentWindow) return;
      const height = Number(data.height);
      if (!(height > 0 && height < 10_000)) return;
      this.frame.height = String(height);
      this.measured(height);
    });
  }

  async show(place: HTMLElement, kind: Kind, offer: Offer): Promise<void> {
    this.clear(place);
    if (kind === 'file' || kind === 'svg') return;
    if (kind === 'element' || kind === 'zola' || kind === 'hugo' || kind === 'mdbook') {
      place.append(...elementOf(kind === 'mdbook' ? { ...offer, theme: 'auto', readonly: false, run: 'visible' } : offer));
      await this.load(offer.site);
      return;
    }
    this.frame = document.createElement('iframe');
    this.frame.title = 'Preview';
    this.frame.height = String(offer.height);
    this.frame.src = frameAddress(offer);
    place.append(this.frame);
  }

  clear(place: HTMLElement): void {
    this.frame = null;
    place.replaceChildren();
  }

  // embed.js as posts load it.
  private load(site: string): Promise<unknown> {
    this.loaded ??= import(/* @vite-ignore */ `${site}embed.js`);
    return this.loaded;
  }
}

// What the tag makes of itself in a page. It is parsed apart, where nothing runs.
const elementOf = (offer: Offer): Node[] => [...new DOMParser().parseFromString(elementTag(offer), 'text/html').body.childNodes];
