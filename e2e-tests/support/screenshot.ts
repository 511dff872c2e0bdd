import { Page } from '@playwright/test';
import path from 'node:path';

const DIRECTORY = path.resolve(__dirname, '../../docs/images');

/** `SCREENSHOTS=light` or `dark`: the theme of this run, whose pictures go into the documentation. */
export const screenshotTheme =
  process.env.SCREENSHOTS === 'dark' ? 'dark' : 'light';

/**
 * Takes docs/images/<name>-<theme>.png when SCREENSHOTS is set: pictures change with every run, and only a person
 * decides that the documentation needs new ones. One theme per run, because the portal starts over with another.
 */
export async function documentScreen(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS) {
    await page.screenshot({
      path: path.join(DIRECTORY, `${name}-${screenshotTheme}.png`),
      animations: 'disabled',
    });
  }
}
