import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** A phone as most are. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** In the page: controls that a finger hardly finds; links in the midst of a text are as high as the text. */
export const SMALL = `[...document.querySelectorAll('button, a, input:not([hidden]):not([type=checkbox]), select, textarea, [role=tab], [role=switch]')]
  .filter((one) => one.checkVisibility() && !one.closest('.text') && one.getClientRects().length > 0)
  .map((one) => ({ one, after: parseFloat(getComputedStyle(one, '::after').height) || 0, height: (one.matches('input, select') ? one.parentElement : one).getBoundingClientRect().height }))
  .filter(({ after, height }) => Math.max(after, height) < 43.5 && height > 1)
  .map(({ one, height }) => (one.ariaLabel || one.textContent.trim() || one.className).slice(0, 40) + ' ' + Math.round(height))`;

/** What is read of a row, whose types a server's tests do not have. */
interface Row {
  readonly ownerDocument: {
    elementFromPoint(x: number, y: number): Row | null;
    readonly documentElement: { readonly clientWidth: number };
  };
  scrollIntoView(options: { block: 'center' }): void;
  contains(other: Row): boolean;
  getBoundingClientRect(): { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Whether the middle of an element is in sight and nothing lies over it. */
function isSeen(row: Row): boolean {
  row.scrollIntoView({ block: 'center' });
  const { x, y, width, height } = row.getBoundingClientRect();
  const seen = row.ownerDocument.elementFromPoint(x + width / 2, y + height / 2);
  return width > 0 && x + width <= row.ownerDocument.documentElement.clientWidth && seen !== null && row.contains(seen);
}

/** Waits for rows of a list, by their words and what they match, and holds that each can be seen and none is wider than the screen. */
export async function assertRows(page: Page, rows: Readonly<Record<string, string>>): Promise<void> {
  for (const [text, selector] of Object.entries(rows)) {
    const row = page.locator(selector).filter({ hasText: text }).filter({ visible: true }).first();
    await row.waitFor();
    assert.equal(await row.evaluate(isSeen), true, `${text} is not seen`);
  }
  assert.equal(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'), true);
}
