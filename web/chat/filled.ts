import { apart } from './apart.ts';

/** What the blanks of a text hold, by name. */
export type Blanks = Readonly<Record<string, string | number>>;

/** A text with its blanks `{name}` filled with what stands apart from the words around it; one that nothing is given for stays. */
export function filled(text: string, blanks: Blanks): string {
  return text.replaceAll(/\{(\w+)\}/g, (blank, name: string) => apart(String(blanks[name] ?? blank)));
}
