/** A piece of a text; `url` where it is a link. */
export interface Piece {
  readonly text: string;
  readonly url: string;
}

const LINK = /https?:\/\/[^\s<>"'，。！？）】]+[^\s<>"'，。！？）】.,;:!?)\]]/gi;

/** Cuts a text at the addresses in it; only http and https ones become links. */
export function pieces(text: string): readonly Piece[] {
  const cut: Piece[] = [];
  let end = 0;
  for (const { 0: url, index } of text.matchAll(LINK)) {
    if (!URL.canParse(url)) continue;
    if (index > end) cut.push({ text: text.slice(end, index), url: '' });
    cut.push({ text: url, url });
    end = index + url.length;
  }
  if (end < text.length) cut.push({ text: text.slice(end), url: '' });
  return cut;
}
