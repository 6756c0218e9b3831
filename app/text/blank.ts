/** A value that a text names, like `{name}`. */
export const BLANK = /\{(\w+)\}/g;

/** The values that a text names, in the order of their names: two languages of one text must name the same. */
export function namesIn(text: string): string {
  return Array.from(text.matchAll(BLANK), ([, name = '']) => name)
    .toSorted((a, b) => a.localeCompare(b, 'en'))
    .join();
}
