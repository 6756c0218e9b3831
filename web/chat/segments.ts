import { webAddress } from '../shared/content-fields.ts';

/** A part of a text: words, or an address that may be opened. */
export interface Segment {
  readonly text: string;
  /** Absent where the text is no address. */
  readonly url?: string;
  /** Where it leads, for an address that reads as if it led elsewhere. */
  readonly host?: string;
}

/** No address has these: spaces, what is not seen or turns the line, quotation marks, the full-width punctuation of Chinese, the Arabic one. */
const ADDRESS =
  /https?:\/\/(?=[\p{L}\p{N}[])[^\s\p{Cc}\p{Cf}<>"'`“”‘’„«»…—\u3000-\u303F\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65،؛؟]+/giu;
/** What ends a sentence, or a stress, rather than an address. */
const TAIL = /[.,;:!?*]$/;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const SIGNS: ReadonlySet<string> = new Set(Object.entries(BRACKETS).flat());

/** Words and the web addresses in them, in order: the one rule of every screen. */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const url = withoutTail(match[0], text[match.index - 1] ?? '');
    if (webAddress(url) === '') continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    const host = unreadHost(url);
    segments.push({ text: url, url, ...(host !== '' && { host }) });
    end = match.index + url.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return segments;
}

/** What of an address a reader takes for its host: all up to the path. */
const READ = /^https?:\/\/([^/?#]*)/i;
const LATIN = /[a-z\u00df-\u024f\u1e00-\u1eff]/;
/** Letters of other scripts, some of which pass for Latin ones: in one host the two stand by no chance. Han, kana and Hangul do. */
const OTHER = /[^\P{L}a-z\u00df-\u024f\u1e00-\u1eff\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}]/u;

/** The host that an address leads to where it is not the one that is read, as in `https://bank.example@evil.example/`, or is not to be told from another by its letters; else ''. */
function unreadHost(url: string): string {
  const { host, hostname } = new URL(url);
  const read = (READ.exec(url)?.[1] ?? '').toLowerCase().replace(/:\d*$/, '');
  if (read === hostname) return '';
  const isSpelled = hostname.includes('xn--') && !/[@\\%]/.test(read);
  return isSpelled && !(LATIN.test(read) && OTHER.test(read)) ? '' : host;
}

/** A closing bracket belongs to an address that opens it, `_` and `~` to one that does not stand between two of them. */
function withoutTail(found: string, before: string): string {
  const left = countOf(found);
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found[end - 1] ?? '';
    const opening = BRACKETS[last];
    const isLoose = opening !== undefined && (left.get(last) ?? 0) > (left.get(opening) ?? 0);
    if (!isLoose && !endsWith(last, before)) break;
    if (isLoose) left.set(last, (left.get(last) ?? 0) - 1);
  }
  return found.slice(0, end);
}

function endsWith(last: string, before: string): boolean {
  return TAIL.test(last) || ((last === '_' || last === '~') && before === last);
}

function countOf(text: string): Map<string, number> {
  const count = new Map<string, number>();
  for (const sign of text) if (SIGNS.has(sign)) count.set(sign, (count.get(sign) ?? 0) + 1);
  return count;
}
