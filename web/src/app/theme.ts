// Light or dark: as the system has it, unless the reader chose.
import { storedTheme, storeTheme, type Theme } from './stored';

const system = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = (): Theme => (system.matches ? 'dark' : 'light');

function apply(chosen: Theme | null): void {
  if (chosen === null) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

export const applyStoredTheme = (): void => apply(storedTheme());

export const theme = (): Theme => (document.documentElement.dataset.theme as Theme | undefined) ?? systemTheme();

// The other one; choosing what the system has anyway means following it again.
export function toggleTheme(): void {
  const next: Theme = theme() === 'dark' ? 'light' : 'dark';
  const chosen = next === systemTheme() ? null : next;
  storeTheme(chosen);
  apply(chosen);
}

export const onSystemTheme = (listener: () => void): void => system.addEventListener('change', listener);
