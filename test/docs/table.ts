import fs from 'node:fs';
import path from 'node:path';

/** A page of the documentation; `name` is its path in the checkout. */
export function readPage(name: string): string {
  return fs.readFileSync(path.join(import.meta.dirname, '../..', name), 'utf8');
}

/** The rows of every table of a page that has this heading row, as texts of their cells. */
export function rowsUnder(page: string, headings: readonly string[]): string[][] {
  const rows: string[][] = [];
  let isWanted = false;
  for (const line of page.split('\n')) {
    const cells = cellsOf(line);
    if (!cells) isWanted = false;
    else if (cells.join('|') === headings.join('|')) isWanted = true;
    else if (isWanted && !/^[-|]+$/.test(cells.join(''))) rows.push(cells);
  }
  return rows;
}

/** The text of a cell without the backticks around it. */
export function plain(cell: string | undefined): string {
  return (cell ?? '').replace(/^`(.*)`$/, '$1');
}

function cellsOf(line: string): string[] | undefined {
  if (!/^\|.*\|$/.test(line)) return undefined;
  return line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
