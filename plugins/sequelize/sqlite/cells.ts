import { sqlErrorOf, UNFIT } from './failure.ts';
import type { Cell, Params } from './wire.ts';

/** Parameters as callers give them: by position, or by name with its `$`. */
export type Bindings = readonly unknown[] | Readonly<Record<string, unknown>>;

/** Parameters as the worker takes them: booleans as 0 and 1, dates as ms, undefined as null. Throws SqlError `data` on what SQLite can't hold. */
export function toParams(params: Bindings = []): Params {
  if (isList(params)) return params.map(toCell);
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, toNamedCell(value)]));
}

/** The rows of an answer, keyed by column. */
export function toRows(columns: readonly string[], cells: readonly Cell[]): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = [];
  const width = columns.length;
  for (let at = 0; at < cells.length; at += width) {
    const row: Record<string, Cell> = {};
    for (let column = 0; column < width; column += 1) row[columns[column] ?? ''] = cells[at + column] ?? null;
    rows.push(row);
  }
  return rows;
}

function isList(params: Bindings): params is readonly unknown[] {
  return Array.isArray(params);
}

function toCell(value: unknown): Cell {
  if (typeof value === 'string') return intact(value);
  if (typeof value === 'number' || typeof value === 'bigint' || value === null) return value;
  if (value instanceof Uint8Array) return value;
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  throw sqlErrorOf({ code: UNFIT, message: `a ${typeof value} cannot be stored` });
}

/** The driver binds C strings: what follows a NUL would be lost in silence. */
function intact(text: string): string {
  if (text.includes('\0')) throw sqlErrorOf({ code: UNFIT, message: 'a text with U+0000 cannot be stored' });
  return text;
}

/** Named blobs cross threads one by one, and must not take the whole pool that a small Buffer is cut from. */
function toNamedCell(value: unknown): Cell {
  const cell = toCell(value);
  return cell instanceof Uint8Array ? new Uint8Array(cell) : cell;
}
