export type Cell = string | number | null;

/** What a scenario found. */
export interface Report {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Sentences for a reader: what reached its goal, what did not. */
  readonly remarks: readonly string[];
  /** Every single measurement, for the JSON file. */
  readonly samples: unknown;
  /** False when something went wrong that must not: a message lost, a goal of correctness missed. */
  readonly passed: boolean;
}

/** The middle value (the lower one of two); null for none. */
export function median(values: readonly (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

/** A Markdown table; numbers are cut to what a reader needs. */
export function table({ headings, rows }: Pick<Report, 'headings' | 'rows'>): string {
  const lines = [headings, headings.map((_, index) => (index === 0 ? '---' : '---:')), ...rows.map((row) => row.map(show))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function show(cell: Cell): string {
  if (cell === null || typeof cell === 'string') return cell ?? '–';
  if (!Number.isFinite(cell)) return '–';
  if (Math.abs(cell) >= 100 || Number.isInteger(cell)) return Math.round(cell).toLocaleString('en-US');
  return Math.abs(cell) >= 10 ? cell.toFixed(1) : cell.toFixed(2);
}
