import type { Bytes } from './bytes.ts';
import { put, type Edit } from './edit.ts';

const HEAD = 27;
/** Where a page's head has its flags, its stream, its checksum and how many parts follow. */
const AT = { flags: 5, stream: 14, sum: 22, parts: 26 };
const BEGINS = 0x02;
/** Bytes of a part; a shorter one ends its packet. */
const FULL = 255;

interface Page {
  readonly at: number;
  readonly bytes: Buffer;
}

/** A packet without what it tells, as long as it was; and whether no other of its stream tells. */
interface Silent {
  readonly packet: Buffer;
  readonly isLast: boolean;
}

/** How a stream of each codec begins, and what its next packets become. */
const CODECS: readonly { readonly head: string; readonly silence: (packet: Buffer) => Silent }[] = [
  { head: '\x01vorbis', silence: commentOf('\x03vorbis', 1) },
  { head: '\x80theora', silence: commentOf('\x81theora') },
  { head: 'OpusHead', silence: commentOf('OpusTags') },
  { head: 'Speex   ', silence: commentOf('') },
  { head: '\x01video', silence: commentOf('\x03vorbis', 1) },
  { head: '\x01audio', silence: commentOf('\x03vorbis', 1) },
  { head: '\x7fFLAC', silence: flacBlock },
];

/** Kinds of FLAC's blocks. */
const FLAC = { padding: 1, seek: 3, comment: 4 };
/** Bytes before the data of one, and the bit that says that no other follows. */
const FLAC_HEAD = 4;
const FLAC_LAST = 0x80;

/** A stream whose comment has not ended. */
interface Stream {
  /** Of the packet that has begun. */
  pieces: Buffer[];
  pages: Page[];
  silence: ((packet: Buffer) => Silent) | undefined;
}

/** The comments of every stream of an Ogg, pictures among them, become as many blanks, in place; pages of theirs get their new checksums. */
export async function scanOgg(bytes: Bytes): Promise<Edit[]> {
  const streams = new Map<number, Stream>();
  const changed = new Set<Page>();
  for (let at = 0; ;) {
    const head = await bytes.read(at, HEAD);
    if (head.length < HEAD || head.toString('latin1', 0, 4) !== 'OggS') return [...changed].map(resummed);
    const id = head.readUInt32LE(AT.stream);
    const isFirst = ((head[AT.flags] ?? 0) & BEGINS) !== 0;
    // One stream may follow another, of the same number even.
    if (isFirst) streams.set(id, { pieces: [], pages: [], silence: undefined });
    const parts = Buffer.from(await bytes.read(at + HEAD, head[AT.parts] ?? 0));
    const length = parts.reduce((sum, part) => sum + part, HEAD + parts.length);
    const stream = streams.get(id);
    if (stream) {
      const page = { at, bytes: Buffer.from(await bytes.read(at, length)) };
      if (page.bytes.length === length && collect(stream, { page, parts }, changed)) streams.delete(id);
    }
    at += length;
  }
}

/** Takes what a page has of the stream's first packets, and silences them; true once no other tells. */
function collect(stream: Stream, { page, parts }: { readonly page: Page; readonly parts: Buffer }, changed: Set<Page>): boolean {
  let at = HEAD + parts.length;
  for (const part of parts) {
    stream.pieces.push(page.bytes.subarray(at, at + part));
    if (stream.pages.at(-1) !== page) stream.pages.push(page);
    at += part;
    if (part < FULL && isDoneWith(stream, changed)) return true;
  }
  return false;
}

function isDoneWith(stream: Stream, changed: Set<Page>): boolean {
  const { pieces, pages, silence } = stream;
  const packet = Buffer.concat(pieces);
  [stream.pieces, stream.pages] = [[], []];
  if (!silence) {
    stream.silence = CODECS.find(({ head }) => packet.toString('latin1', 0, head.length) === head)?.silence;
    return stream.silence === undefined;
  }
  const silent = silence(packet);
  let done = 0;
  for (const piece of pieces) done += silent.packet.copy(piece, 0, done, done + piece.length);
  for (const page of pages) changed.add(page);
  return silent.isLast;
}

/** Of codecs whose second packet is the comment. */
function commentOf(begins: string, behind = 0): (packet: Buffer) => Silent {
  return (packet) => {
    const isComment = packet.toString('latin1', 0, begins.length) === begins;
    return { packet: isComment ? withoutComment(packet, begins.length, behind) : packet, isLast: true };
  };
}

/** One text, the maker's, as long as all was before, of zeros, and no comment; between bytes of the codec. */
function withoutComment(packet: Buffer, before: number, behind = 0): Buffer {
  const length = packet.length - before - behind - 8;
  if (length < 0) return packet;
  const empty = Buffer.alloc(packet.length);
  packet.copy(empty, 0, 0, before);
  empty.writeUInt32LE(length, before);
  if (behind > 0) packet.copy(empty, packet.length - behind, packet.length - behind);
  return empty;
}

/** Its comment is empty; what is neither this nor a table of places is padding. */
function flacBlock(packet: Buffer): Silent {
  const [flags = FLAC_LAST] = packet;
  const kind = flags & ~FLAC_LAST;
  const isLast = (flags & FLAC_LAST) !== 0;
  if (kind === FLAC.comment) return { packet: withoutComment(packet, FLAC_HEAD), isLast };
  if (kind === FLAC.seek) return { packet, isLast };
  const padding = Buffer.alloc(packet.length);
  packet.copy(padding, 0, 0, FLAC_HEAD);
  padding[0] = (flags & FLAC_LAST) | FLAC.padding;
  return { packet: padding, isLast };
}

function resummed({ at, bytes }: Page): Edit {
  bytes.writeUInt32LE(0, AT.sum);
  bytes.writeUInt32LE(checksum(bytes), AT.sum);
  return put(at, bytes);
}

/** The polynomial 04C11DB7, the first bit first, from 0 (RFC 3533). */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) ^ (TABLE[(sum >>> 24) ^ byte] ?? 0)) >>> 0;
  return sum;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
