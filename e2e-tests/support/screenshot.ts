import { Page } from '@playwright/test';
import path from 'node:path';

const DIRECTORY = path.resolve(__dirname, '../../docs/images');

/**
 * Takes docs/images/<name>-light.png and -dark.png, when SCREENSHOTS is set: pictures change with every run, and
 * only a person decides that the documentation needs new ones.
 */
export async function documentScreen(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  for (const theme of ['dark', 'light'] as const) {
    await useTheme(page, theme);
    await page.screenshot({
      path: path.join(DIRECTORY, `${name}-${theme}.png`),
      animations: 'disabled',
    });
  }
}

/** The portal follows the system's theme unless a person chose one. */
async function useTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
}
