import { withoutPiles } from '#app';

/** What to look for: where to look it up, and what the text must hold. */
export interface Plan {
  /** Texts that all must occur in the folded text. */
  readonly words: readonly string[];
  /** Terms that every hit has; empty where the keyword gives none whole. */
  readonly terms: readonly string[];
  /** Begins a term of every hit, beside the whole ones; undefined where the keyword ends with a whole one. */
  readonly prefix: string | undefined;
}

/** Letters of scripts that put no spaces between words, with their marks. */
const WIDE = String.raw`(?=[\p{L}\p{N}\p{M}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]`;
/** Pictures, flags, and signs beyond ASCII, as arrows are. */
const SIGN = String.raw`\p{Extended_Pictographic}|\p{RI}{1,2}|(?!\p{ASCII})[\p{So}\p{Sm}\p{Sc}]`;
const RUN = new RegExp(String.raw`(?<wide>(?:${WIDE})+)|(?<word>(?:(?!${WIDE})[\p{L}\p{N}\p{M}])+)|(?<sign>${SIGN})`, 'gu');
/** Longest term, in characters. */
const MOST_LETTERS = 32;
/** What stands behind is found by what stands before. */
const MOST_TEXT = 4096;
/** More terms than these narrow nothing down. */
const MOST_TERMS = 6;

/** What is in a text and not seen: it parts no word. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;

/** The form in which texts are compared: width, case, a sigma at the end of a word, and what cannot be seen make no difference. */
export function fold(text: string): string {
  return withoutPiles(text.replaceAll(UNSEEN, '')).normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
}

/** The terms of a text, each once: pairs of neighbours where words stand without spaces, with the last letter alone; else whole words. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  for (const { groups = {} } of fold(text.slice(0, MOST_TEXT)).matchAll(RUN)) {
    const { wide, word, sign } = groups;
    if (wide !== undefined) addPairs(terms, Array.from(wide));
    if (word !== undefined) terms.add(cut(word));
    if (sign !== undefined) terms.add(sign);
  }
  return terms;
}

/** How a keyword is looked up; words with spaces between may stand anywhere. */
export function planOf(keyword: string): Plan {
  const folded = fold(keyword).trim();
  const words = folded.split(/\s+/).filter((word) => word !== '');
  const terms = new Set<string>();
  const prefixes: string[] = [];
  for (const { 0: run, index, groups = {} } of folded.matchAll(RUN)) {
    const letters = Array.from(run);
    const isLast = index + run.length === folded.length;
    // Another letter may follow: of a single one, and of the word that is being typed.
    if (groups['wide'] === undefined ? groups['word'] !== undefined && isLast : letters.length === 1) prefixes.push(cut(run));
    else if (groups['wide'] === undefined) terms.add(cut(run));
    else pairsOf(letters).forEach((pair) => terms.add(pair));
  }
  const [prefix] = prefixes.toSorted((a, b) => b.length - a.length);
  return { words, terms: spread([...terms]), prefix };
}

/** Whether a text holds every word of a plan, as far as it has terms. */
export function holds(text: string, { words }: Plan): boolean {
  const folded = fold(text.slice(0, MOST_TEXT));
  return words.every((word) => folded.includes(word));
}

function addPairs(terms: Set<string>, letters: readonly string[]): void {
  for (const pair of pairsOf(letters)) terms.add(pair);
  const last = letters.at(-1);
  if (last !== undefined) terms.add(last);
}

function pairsOf(letters: readonly string[]): string[] {
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

function cut(word: string): string {
  return word.length <= MOST_LETTERS ? word : Array.from(word).slice(0, MOST_LETTERS).join('');
}

/** A few from all over the keyword. */
function spread(terms: readonly string[]): string[] {
  const step = Math.ceil(terms.length / MOST_TERMS);
  return terms.filter((_, index) => index % step === 0);
}
