// How a shared scenario will look: the very element, in a page that has nothing else, the very frame that another page would show (a
// file shows the same), or the pictures.
import { picturesOf } from './pictures';
import { elementScript, elementTag, frameAddress, type Kind, type Offer } from './snippets';

const asElement: readonly Kind[] = ['element', 'zola', 'hugo', 'mdbook'];

export class Preview {
  private frame: HTMLIFrameElement | null = null;
  private shows = 0; // times that something was shown

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

  show(place: HTMLElement, kind: Kind, offer: Offer): void {
    this.clear(place);
    if (kind === 'svg') {
      this.draw(place, offer);
      return;
    }
    const frame = document.createElement('iframe');
    this.frame = frame;
    frame.title = 'Preview';
    if (asElement.includes(kind)) {
      frame.srcdoc = page(kind === 'mdbook' ? { ...offer, theme: 'auto', readonly: false, run: 'visible' } : offer);
      frame.addEventListener('load', () => this.follow(frame));
    } else {
      frame.height = String(offer.height);
      frame.src = frameAddress(offer);
    }
    place.append(frame);
  }

  private async draw(place: HTMLElement, offer: Offer): Promise<void> {
    const mine = this.shows;
    const drawn = await picturesOf(offer).catch(() => []); // who takes a picture is told why there is none
    if (mine !== this.shows) return;
    const images = drawn.flatMap((svg, i) => {
      if (svg === null) return [];
      const image = document.createElement('img');
      image.alt = `The picture of ${offer.scenario.programs[i]?.title || 'the program'}`;
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
      return [image];
    });
    place.replaceChildren(...images);
  }

  clear(place: HTMLElement): void {
    this.shows += 1;
    this.frame = null;
    place.replaceChildren();
  }

  // The page within is ours: as high as what is in it.
  private follow(frame: HTMLIFrameElement): void {
    const root = frame.contentDocument?.documentElement;
    if (root === undefined) return;
    new ResizeObserver(() => {
      frame.height = String(Math.ceil(root.getBoundingClientRect().height));
    }).observe(root);
  }
}

const page = (offer: Offer) => `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Preview</title>
<meta name="color-scheme" content="light dark" />${elementScript(offer)}</head><body>${elementTag(offer)}</body></html>`;
