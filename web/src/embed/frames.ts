// Frames of embed.html in this page: as high as what is in them, and as light or dark as the page around them.
import { themeOf, watchTheme } from './theme';

export function frames(address: string): void {
  const all = () => [...document.querySelectorAll('iframe')].filter((frame) => frame.src.startsWith(address));
  const tell = (frame: HTMLIFrameElement) => frame.contentWindow?.postMessage({ borrowlab: 'theme', theme: themeOf(frame) }, '*');
  addEventListener('message', ({ data, source }) => {
    if (data?.borrowlab !== 'height') return;
    const frame = all().find((each) => each.contentWindow === source);
    const height = Number(data.height);
    if (frame === undefined || !(height > 0 && height < 10_000)) return;
    frame.height = String(Math.ceil(height));
    frame.style.height = `${Math.ceil(height)}px`;
    tell(frame);
  });
  watchTheme(() => all().forEach(tell));
}
