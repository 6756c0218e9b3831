/** Nesting beyond this is no object of ours; printing a very deep one would overflow the stack later. */
const DEPTH = 32;

/** Reads JSON text, plain or URI-encoded, as the course's clients send it; what is no JSON comes back as it was, null what is too deep. */
export function jsonObject(raw: unknown): unknown {
  const value = typeof raw === 'string' ? (parse(raw) ?? parse(decoded(raw)) ?? raw) : raw;
  return isShallow(value, DEPTH) ? value : null;
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
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
