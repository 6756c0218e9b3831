/** `n` times the same text, joined. */
export function marks(text: string, n: number, separator = ','): string {
  return Array.from({ length: n }, () => text).join(separator);
}
