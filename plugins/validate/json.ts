import { parseJson } from '#kernel';

/** Nesting beyond this is no object of ours; printing a very deep one would overflow the stack later. */
const DEPTH = 32;

/** Reads JSON text, plain or URI-encoded, as the course's clients send it; what is no JSON comes back as it was, null what is too deep. */
export function jsonObject(raw: unknown): unknown {
  const value = typeof raw === 'string' ? (parseJson(raw) ?? parseJson(decoded(raw)) ?? raw) : raw;
  return isShallow(value, DEPTH) ? value : null;
}

/**
 * What a client of the course means by a value that is no text where a text is asked for: its decimal digits, its word, its JSON text. A
 * number that is not exact and an object that is nested too deep come back as they were.
 */
export function plainText(raw: unknown): unknown {
  if (typeof raw === 'boolean' || (typeof raw === 'number' && isExact(raw))) return String(raw);
  return typeof raw === 'object' && raw !== null && isShallow(raw, DEPTH) ? JSON.stringify(raw) : raw;
}

/** Digits beyond these are gone by the time that a number arrives. */
function isExact(value: number): boolean {
  return Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((child) => isShallow(child, left - 1));
}
