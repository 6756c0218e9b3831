import type { Bytes } from './bytes.ts';
import { cut, type Edit } from './edit.ts';
import { onlyOrientation, orientationOf } from './exif.ts';

/** Second bytes of markers; the first is FF. */
const MARKER = { app0: 0xe0, app1: 0xe1, app2: 0xe2, app14: 0xee, app15: 0xef, comment: 0xfe, scan: 0xda, end: 0xd9 };
const EXIF = 'Exif\0\0';
const JFIF = 'JFIF\0';
/** Segments without which its colours are others. */
const COLOURS = [
  [MARKER.app2, 'ICC_PROFILE\0'],
  [MARKER.app14, 'Adobe'],
] as const;
/** Bytes of a JFIF segment that has no picture within. */
const JFIF_LENGTH = 16;

/** A part of the file behind a marker; `length` counts from its length field on. */
interface Segment {
  readonly marker: number;
  readonly at: number;
  readonly length: number;
}

/** Everything but what the picture is made of, its colours and which way is up; all that stands behind its end goes too (further pictures, films). */
export async function scanJpeg(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  let isTurned = false;
  for (let at = 2; ;) {
    const segment = await segmentAt(bytes, at);
    if (!segment) return edits;
    const end = segment.at + 2 + segment.length;
    if (segment.marker === MARKER.end) return [...edits, cut(end, bytes.size - end)];
    const edit = await editOf(bytes, segment, isTurned);
    isTurned ||= edit?.bytes !== undefined && edit.bytes.includes(EXIF);
    if (edit) edits.push(edit);
    at = segment.marker === MARKER.scan ? await endOfScan(bytes, end) : end;
  }
}

/** undefined behind the end of a file that breaks off, or is none. */
async function segmentAt(bytes: Bytes, from: number): Promise<Segment | undefined> {
  const at = await lastFill(bytes, from);
  const [first, marker, high, low] = await bytes.read(at, 4);
  if (first !== 0xff || marker === undefined) return undefined;
  if (marker === MARKER.end || isAlone(marker)) return { marker, at, length: 0 };
  return high === undefined || low === undefined ? undefined : { marker, at, length: high * 256 + low };
}

/** Any number of FF may fill the place before a marker; the last of them begins it. */
async function lastFill(bytes: Bytes, from: number): Promise<number> {
  for (let at = from; ;) {
    const part = await bytes.from(at + 1);
    if (part[0] !== 0xff) return at;
    const fills = part.findIndex((byte) => byte !== 0xff);
    at += fills === -1 ? part.length : fills;
  }
}

/** Restarts, and a marker without use, have no length. */
function isAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;
}

async function editOf(bytes: Bytes, { marker, at, length }: Segment, isTurned: boolean): Promise<Edit | undefined> {
  if (marker !== MARKER.comment && (marker < MARKER.app0 || marker > MARKER.app15)) return undefined;
  const head = (await bytes.read(at + 4, 16)).toString('latin1');
  if (marker === MARKER.app0 && head.startsWith(JFIF)) return length > JFIF_LENGTH ? bareJfif(bytes, at, length) : undefined;
  if (COLOURS.some(([of, begins]) => of === marker && head.startsWith(begins))) return undefined;
  if (marker !== MARKER.app1 || !head.startsWith(EXIF) || isTurned) return cut(at, length + 2);
  const kept = onlyOrientation(orientationOf(await bytes.read(at + 10, length - 8)));
  return kept ? { at, length: length + 2, bytes: exifSegment(kept) } : cut(at, length + 2);
}

/** The smaller picture within may show what was cut off the large one. */
async function bareJfif(bytes: Bytes, at: number, length: number): Promise<Edit> {
  const head = Buffer.from(await bytes.read(at, JFIF_LENGTH + 2));
  head.writeUInt16BE(JFIF_LENGTH, 2);
  head.fill(0, JFIF_LENGTH);
  return { at, length: length + 2, bytes: head };
}

function exifSegment(exif: Buffer): Buffer {
  const head = Buffer.from([0xff, MARKER.app1, 0, 2 + EXIF.length + exif.length]);
  return Buffer.concat([head, Buffer.from(EXIF, 'latin1'), exif]);
}

/** Where the next marker stands behind the data of a scan, in which FF is followed by 00, or by a restart. */
async function endOfScan(bytes: Bytes, from: number): Promise<number> {
  for (let start = from; ;) {
    const part = await bytes.from(start);
    for (let at = part.indexOf(0xff); at !== -1 && at + 1 < part.length; at = part.indexOf(0xff, at + 1)) {
      const next = part[at + 1] ?? 0;
      if (next !== 0 && next !== 0xff && !isAlone(next)) return start + at;
    }
    // The last byte is looked at again with the one behind it.
    if (part.length <= 1) return bytes.size;
    start += part.length - 1;
  }
}
