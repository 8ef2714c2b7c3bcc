import { defineConfig } from '@playwright/test';
import { findChromium } from '../../web/tools/setup.mjs';
import { site } from './ports.mjs';

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium: install it, or name it in BORROWLAB_CHROMIUM');

// Chromium asks for nothing on its own account, so that what a page requests is the page's doing.
const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses to run its sandbox as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/test-results',
  workers: process.env.CI ? 2 : 1,
  fullyParallel: true,
  timeout: 90_000,
  // A machine that stalls for seconds must not fail the page; a test that fails twice does.
  retries: 1,
  expect: { timeout: 20_000 },
  reporter: 'line',
  use: { baseURL: site, viewport: { width: 1280, height: 900 }, serviceWorkers: 'block', launchOptions: { executablePath, args } },
  webServer: { command: 'node tests/e2e/server.mjs', cwd: '../..', url: site, reuseExistingServer: false },
});
