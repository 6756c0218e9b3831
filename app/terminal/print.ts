import type { Output } from '#kernel';

/** Rows of a list that are printed at a time. */
export const PAGE_SIZE = 50;

/** A list by its name, and where in it a page stands. */
export interface Place {
  readonly name: string;
  readonly page: number;
  readonly total: number;
}

/** What a list shows: by its title in words, by its name in JSON. */
export interface Column<R> {
  readonly title: string;
  readonly name: string;
  value(row: R): string | number | null;
  /** In words; the value itself where it is absent. */
  shown?(row: R): string;
}

/** Answers with a page of a list: in columns with tabs between, and where in the list it stands. */
export function answerPage<R>(
  output: Output,
  { columns, rows }: { columns: readonly Column<R>[]; rows: readonly R[] },
  place: Place,
): void {
  const { name, page, total } = place;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const records = rows.map((row) => recordOf(columns, row));
  const lines = rows.map((row) => columns.map((column) => shownOf(column, row)).join('\t'));
  const text = [columns.map(({ title }) => title).join('\t'), ...lines, `page ${page} of ${pages}, ${total} in all`].join('\n');
  output.answer({ [name]: records, page, pages, total }, text);
}

/** Answers with one row: a line per column. */
export function answerRecord<R>(output: Output, columns: readonly Column<R>[], row: R): void {
  const lines = columns.map((column) => `${column.title}\t${shownOf(column, row)}`);
  output.answer(recordOf(columns, row), lines.join('\n'));
}

function recordOf<R>(columns: readonly Column<R>[], row: R): Record<string, string | number | null> {
  return Object.fromEntries(columns.map((column) => [column.name, column.value(row)]));
}

function shownOf<R>(column: Column<R>, row: R): string {
  return printable(column.shown?.(row) ?? String(column.value(row)));
}

/** A time, to the second. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** People choose names: none of them may steer the terminal. */
export function printable(value: string): string {
  return value.replaceAll(/\p{C}/gu, '?');
}
