/** A part of a text: words, or an address that may be opened. */
export interface Segment {
  readonly text: string;
  readonly url?: string;
}

const ADDRESS = /https?:\/\/[^\s<>"'“”‘’，。；：！？、（）【】《》]+/gi;
/** What ends a sentence rather than an address. */
const TAIL = /[.,;:!?)\]}]+$/;

/** Words and the web addresses in them, in order. */
export function segmentsOf(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const url = match[0].replace(TAIL, '');
    if (!URL.canParse(url)) continue;
    if (match.index > end) segments.push({ text: text.slice(end, match.index) });
    segments.push({ text: url, url });
    end = match.index + url.length;
  }
  if (end < text.length) segments.push({ text: text.slice(end) });
  return segments;
}
