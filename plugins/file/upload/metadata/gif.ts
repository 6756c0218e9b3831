import type { Bytes } from './bytes.ts';
import { cut, type Edit } from './edit.ts';

const BLOCK = { image: 0x2c, extension: 0x21, end: 0x3b, filler: 0x00 };
/** Second bytes of extensions. */
const LABEL = { graphic: 0xf9, application: 0xff };
/** Applications whose extension shows: how often it is played, and its colours. */
const SHOWN = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);
const HEADER = 13;
const IMAGE = 10;

/** Comments, texts and what applications wrote, and all that stands behind the last frame. */
export async function scanGif(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  const screen = await bytes.read(0, HEADER);
  for (let at = HEADER + coloursOf(screen[10] ?? 0); ;) {
    const [kind, label] = await bytes.read(at, 2);
    if (kind === undefined) return edits;
    if (kind !== BLOCK.image && kind !== BLOCK.extension && kind !== BLOCK.filler) return [...edits, theEnd(bytes, at)];
    const end = await endOf(bytes, kind, at);
    if (kind === BLOCK.extension && label !== LABEL.graphic && !(await isShown(bytes, at))) edits.push(cut(at, end - at));
    at = end;
  }
}

/** Whatever stands there: players end here. */
function theEnd(bytes: Bytes, at: number): Edit {
  return { at, length: bytes.size - at, bytes: Buffer.from([BLOCK.end]) };
}

async function isShown(bytes: Bytes, at: number): Promise<boolean> {
  const head = await bytes.read(at, 14);
  return head[1] === LABEL.application && SHOWN.has(head.toString('latin1', 3, 14));
}

async function endOf(bytes: Bytes, kind: number, at: number): Promise<number> {
  if (kind === BLOCK.filler) return at + 1;
  if (kind === BLOCK.extension) return endOfParts(bytes, at + 2);
  const head = await bytes.read(at, IMAGE);
  // Colours of its own, the width of its codes, then its data.
  return endOfParts(bytes, at + IMAGE + coloursOf(head[9] ?? 0) + 1);
}

/** Bytes of a table of colours, by the byte that tells of it. */
function coloursOf(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** Data comes in parts with their length before them; one of none ends it. */
async function endOfParts(bytes: Bytes, from: number): Promise<number> {
  for (let start = from; ;) {
    const part = await bytes.from(start);
    if (part.length === 0) return bytes.size;
    let at = 0;
    for (; at < part.length; at += 1 + (part[at] ?? 0)) if (part[at] === 0) return start + at + 1;
    start += at;
  }
}
