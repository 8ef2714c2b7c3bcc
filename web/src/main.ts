import './engine/own';
import './app/bl-app';
import { applyStoredTheme } from './app/theme';

applyStoredTheme();

// Keeps the page for times without a network. Where that is not to be had, it works all the same.
if ('serviceWorker' in navigator && isSecureContext) {
  addEventListener('load', () => navigator.serviceWorker.register('./service-worker.js').catch(() => {}));
}

// For the console: the cell runtime, fetched when it is asked for.
Object.assign(window, { borrowlab: { cells: () => import('./engine/cells').then((module) => module.cells()) } });
