/** A part of a text; `isHit` where it is what was looked for. */
export interface Part {
  readonly text: string;
  readonly isHit: boolean;
}

/** What cannot be seen within a word. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}]/gu;

/** Cuts a text at the words of a keyword, found as the server finds them: width, case and the form of an accent make no difference. */
export function highlight(text: string, keyword: string): readonly Part[] {
  const { folded, starts, ends } = fold(text);
  const hits = wordsOf(keyword).flatMap((word) => places(folded, word));
  const isHit = Array.from({ length: text.length }, () => false);
  for (const [from, to] of hits) isHit.fill(true, starts[from], ends[to - 1]);
  const parts: { text: string; isHit: boolean }[] = [];
  let at = 0;
  for (const letter of text) {
    const marked = isHit[at] ?? false;
    const last = parts.at(-1);
    if (last?.isHit === marked) last.text += letter;
    else parts.push({ text: letter, isHit: marked });
    at += letter.length;
  }
  return parts;
}

/** A long text around its first hit, so that it is seen in one or two lines. */
export function excerpt(text: string, keyword: string, before = 24): string {
  const { folded, starts } = fold(text);
  const first = Math.min(...wordsOf(keyword).flatMap((word) => places(folded, word).map(([from]) => from)));
  if (!Number.isFinite(first) || first <= before) return text;
  return `…${text.slice(starts[first - before])}`;
}

/** A folded text; `starts` and `ends` of the letter in the text that each of its units comes from: folding may change lengths. */
interface FoldedText {
  readonly folded: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function fold(text: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  let at = 0;
  // A letter with its marks, which may be one letter to the server.
  for (const [letter] of text.matchAll(/[\s\S][\p{M}\u1160-\u11ff]*/gu)) {
    const plain = foldLetter(letter);
    for (let unit = 0; unit < plain.length; unit++) {
      starts.push(at);
      ends.push(at + letter.length);
    }
    folded += plain;
    at += letter.length;
  }
  return { folded, starts, ends };
}

/** A sigma is another one at the end of a word, wherever the server saw that end. */
function foldLetter(letter: string): string {
  return letter.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').replaceAll(UNSEEN, '');
}

function wordsOf(keyword: string): readonly string[] {
  return fold(keyword).folded.split(/\s+/).filter(Boolean);
}

function places(folded: string, word: string): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) found.push([from, from + word.length]);
  return found;
}
