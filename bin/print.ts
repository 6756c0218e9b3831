import { UsageError } from './usage-error.ts';

/** Rows of a list that are printed at a time. */
export const PAGE_SIZE = 50;

/** Reads `--page`. */
export function pageOf(given: string): number {
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new UsageError(`--page is a number from 1, not ${given}`);
  return Number(given);
}

/** Prints a page of a list in columns with tabs between, and where in the list it stands. */
export function printPage(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  { page, total }: { page: number; total: number },
): void {
  console.log(titles.join('\t'));
  for (const row of rows) console.log(row.map(printable).join('\t'));
  console.log(`page ${page} of ${Math.max(1, Math.ceil(total / PAGE_SIZE))}, ${total} in all`);
}

/** A time, to the second. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** People choose names: none of them may steer the terminal. */
export function printable(value: string): string {
  return value.replaceAll(/\p{C}/gu, '?');
}
