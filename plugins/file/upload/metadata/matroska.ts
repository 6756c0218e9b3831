import type { Bytes } from './bytes.ts';
import { blank, put, type Edit } from './edit.ts';

/** Ids of Matroska's elements, WebM's among them. */
const ID = { segment: 0x18538067, cluster: 0x1f43b675, info: 0x1549a966, tracks: 0x1654ae6b, track: 0xae, void: 0xec };
/** Elements that hold others which tell. */
const GONE_THROUGH: ReadonlySet<number> = new Set([ID.segment, ID.info, ID.tracks, ID.track]);
/** Tags, attachments, chapters, dates, titles, names of files and tracks; and checksums, which would be wrong by then. */
const TELLING: ReadonlySet<number> = new Set([
  0x1254c367, 0x1941a469, 0x1043a770, 0x4461, 0x7ba9, 0x7384, 0x3c83ab, 0x3e83bb, 0x3cb923, 0x3eb923, 0x536e, 0x258688, 0xbf,
]);
/** The program that wrote it, and with what library: they must be there, and may be empty. */
const PROGRAMS: ReadonlySet<number> = new Set([0x4d80, 0x5741]);
/** Elements of the first level: where one begins, a cluster of unknown length ends. */
const FIRST_LEVEL: ReadonlySet<number> = new Set([
  ID.cluster,
  ID.info,
  ID.tracks,
  0x114d9b74,
  0x1c53bb6b,
  0x1254c367,
  0x1941a469,
  0x1043a770,
]);

interface Element {
  readonly id: number;
  readonly at: number;
  /** Where its content begins, and where it ends. */
  readonly from: number;
  readonly end: number;
  /** It goes on until something else begins: what was recorded live does not know its length. */
  readonly isOpen: boolean;
}

/** Everything that tells in Matroska and WebM becomes void, of the same length, so that the rest stays where it is. */
export async function scanMatroska(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (let at = 0; ;) {
    const element = await elementAt(bytes, at);
    if (!element) return edits;
    const { id, from, end, isOpen } = element;
    if (TELLING.has(id) || id === ID.void) edits.push(...voided(element));
    else if (PROGRAMS.has(id)) edits.push(blank(from, end - from));
    const isEntered = GONE_THROUGH.has(id);
    if (isOpen && id !== ID.segment && id !== ID.cluster) return edits;
    at = isEntered ? from : end;
    if (isOpen && id === ID.cluster) at = await endOfCluster(bytes, from);
  }
}

async function endOfCluster(bytes: Bytes, from: number): Promise<number> {
  for (let at = from; ;) {
    const element = await elementAt(bytes, at);
    if (!element) return bytes.size;
    if (FIRST_LEVEL.has(element.id)) return at;
    at = element.end;
  }
}

async function elementAt(bytes: Bytes, at: number): Promise<Element | undefined> {
  const head = await bytes.read(at, 12);
  const idWidth = widthOf(head[0] ?? 0);
  const sizeWidth = widthOf(head[idWidth] ?? 0);
  const from = at + idWidth + sizeWidth;
  if (idWidth > 4 || sizeWidth > 8 || head.length < idWidth + sizeWidth) return undefined;
  const first = (head[idWidth] ?? 0) - (0x80 >> (sizeWidth - 1));
  const rest = head.subarray(idWidth + 1, idWidth + sizeWidth);
  const size = rest.reduce((sum, byte) => sum * 256 + byte, first);
  const isOpen = first === (0x80 >> (sizeWidth - 1)) - 1 && rest.every((byte) => byte === 0xff);
  return { id: numberOf(head.subarray(0, idWidth)), at, from, end: isOpen ? bytes.size : Math.min(bytes.size, from + size), isOpen };
}

/** The zeros before the first bit that is set say how many bytes follow. */
function widthOf(byte: number): number {
  return Math.clz32(byte) - 23;
}

function numberOf(bytes: Buffer): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Its own length takes one byte where that is enough, else eight. */
function voided({ at, end }: Element): Edit[] {
  const length = end - at;
  if (length < 9) return [put(at, Buffer.from([ID.void, 0x80 | (length - 2)])), blank(at + 2, length - 2)];
  const head = Buffer.alloc(9);
  head[0] = ID.void;
  head[1] = 0x01;
  head.writeUIntBE(length - 9, 3, 6);
  return [put(at, head), blank(at + 9, length - 9)];
}
