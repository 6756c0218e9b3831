import path from 'node:path';
import type { Page } from 'playwright-core';

/** Keeps a picture of a screen, only when somebody wants to look: `FOYER_SHOTS=docs/screens npx mocha test/browser/…`. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['FOYER_SHOTS'];
  if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' });
}
