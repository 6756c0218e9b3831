/** Somebody who was chosen to be called; id 0 is all. */
export interface Callee {
  readonly id: number;
  /** As it was put into the text. */
  readonly name: string;
}

/** Scripts that are written without blanks: beside others, a word ends where they begin. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const IS_UNSPACED = new RegExp(`[${UNSPACED}]$`, 'u');
const WORD = '\\p{L}\\p{N}\\p{M}_';
/** What goes on with a name of letters: `@Annabel`, `@Ann.example`, `@Ann-Marie`, `@Ann@host`; of `@Ann你好` the name is over. */
const GOES_ON = `(?![${UNSPACED}])[${WORD}]|[-.@·'’\\u200c\\u200d]+(?![${UNSPACED}])[${WORD}]`;
const GOES_ON_UNSPACED = `[${UNSPACED}\\p{M}]`;

/** Who of those chosen is called by the text that is sent: whoever's name stands in it as a whole, and as often as it does; the longer name first. */
export function calledIn(text: string, chosen: readonly Callee[]): readonly Callee[] {
  const names = [...new Set(chosen.map(({ name }) => name))].toSorted((a, b) => b.length - a.length);
  let rest = text;
  const called = names.flatMap((name) => {
    let count = 0;
    rest = rest.replace(standing(name), () => {
      count += 1;
      return '\n';
    });
    // Of people of one name those who were chosen last.
    return count === 0 ? [] : chosen.filter((mention) => mention.name === name).slice(-count);
  });
  return chosen.filter((mention) => called.includes(mention));
}

function standing(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\w@])@${escaped}(?!${IS_UNSPACED.test(name) ? GOES_ON_UNSPACED : GOES_ON})`, 'gu');
}
