import { defineConfig } from '@playwright/test';
import { screenshotTheme } from './e2e-tests/support/screenshot';

/**
 * `npm test -- browser` starts a demo on free ports and names it here. By hand: `npm start` in one terminal and
 * `npm run yarn -- playwright test` in another.
 */
export default defineConfig({
  testDir: 'e2e-tests',
  outputDir: 'e2e-tests/results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // All tests share one portal and one ServiceNow.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: 'e2e-tests/report' }],
  ],
  use: {
    baseURL: process.env.PORTAL_URL ?? 'http://localhost:7007',
    colorScheme: screenshotTheme,
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        // Chromium refuses its sandbox to root, as whom containers run.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
