// Light or dark, as the host's page looks here: a page's letters are light where its ground is dark.

export type Theme = 'light' | 'dark';

// The lightness of a computed colour, from 0 to 1; null where it is in a form that we do not know.
function lightness(colour: string): number | null {
  const numbers = colour.match(/[\d.]+/g)?.map(Number) ?? [];
  if (/^rgb/.test(colour)) return (0.299 * (numbers[0] ?? 0) + 0.587 * (numbers[1] ?? 0) + 0.114 * (numbers[2] ?? 0)) / 255;
  return /^(oklch|oklab|color\(srgb)/.test(colour) ? (numbers[0] ?? 0) : null;
}

export function themeOf(host: HTMLElement): Theme {
  const asked = host.getAttribute('theme');
  if (asked === 'light' || asked === 'dark') return asked;
  const light = lightness(getComputedStyle(host.parentElement ?? document.documentElement).color);
  if (light === null) return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return light > 0.5 ? 'dark' : 'light';
}

// Tells when the host's page may have changed its looks.
export function watchTheme(changed: () => void): void {
  // Style sheets that depend on the system's scheme are applied after the event.
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => requestAnimationFrame(changed));
  const observer = new MutationObserver(() => requestAnimationFrame(changed));
  for (const each of [document.documentElement, document.body])
    observer.observe(each, {
      attributes: true,
      attributeFilter: ['class', 'style', 'data-theme', 'data-color-mode', 'data-mode', 'theme'],
    });
  addEventListener('load', changed);
}
