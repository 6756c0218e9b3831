import { mayNameFile, storedPathOf } from './file-address.ts';
import { DEEPEST, Opener, type Fields } from './read.ts';
import { isShaped, MERGED } from './shape.ts';

/** What becomes of the address of a file: another one, or the same. */
export type Redirect = (address: string) => string;

/** The data of a message with every address of a file in it replaced; the same text where nothing changes. Words are never touched. */
export function redirectFiles(type: string, data: string, redirect: Redirect): string {
  return redirectMessage({ type, data }, { redirect, opener: new Opener(mayNameFile) });
}

/** What is done to each address of a message. */
interface Change {
  readonly redirect: Redirect;
  readonly opener: Opener;
}

function redirectMessage({ type, data }: { readonly type: string; readonly data: string }, change: Change): string {
  if (!mayNameFile(data)) return data;
  if (type === 'custom') return redirectCustom(data, change);
  return isShaped(type) ? redirectText(data, change, DEEPEST) : data;
}

/** Messages that are shown together have each its own type. */
function redirectCustom(data: string, change: Change): string {
  const fields = change.opener.open(data);
  if (!fields) return redirectText(data, change, 0);
  const { success, data: merged } = MERGED.safeParse(fields);
  if (!success) return rewritten(data, fields, redirectIn(fields, change, DEEPEST - 1));
  const texts = merged.items.map((item) => redirectMessage(item, change));
  if (texts.every((text, index) => text === merged.items[index]?.data)) return data;
  const items = merged.items.map((item, index) => ({ ...item, data: texts[index] }));
  return JSON.stringify({ ...fields, items });
}

/** A text that is an address, or an object of JSON that may hold some. */
function redirectText(text: string, change: Change, left: number): string {
  if (!mayNameFile(text)) return text;
  if (storedPathOf(text) !== undefined) return change.redirect(text);
  const fields = left > 0 ? change.opener.open(text) : undefined;
  return fields ? rewritten(text, fields, redirectIn(fields, change, left - 1)) : text;
}

function rewritten(text: string, fields: Fields, redirected: unknown): string {
  return redirected === fields ? text : JSON.stringify(redirected);
}

/** The same value where nothing changes in it. */
function redirectIn(value: unknown, change: Change, left: number): unknown {
  if (typeof value === 'string') return redirectText(value, change, left);
  if (left === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => redirectIn(item, change, left - 1));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  const entries = Object.entries(value);
  const redirected = entries.map(([key, child]): [string, unknown] => [key, redirectIn(child, change, left - 1)]);
  return redirected.every(([, child], index) => child === entries[index]?.[1]) ? value : Object.fromEntries(redirected);
}
