import { boxesIn, boxWithin, freed, type Box } from './box.ts';
import type { Bytes } from './bytes.ts';
import { blank, type Edit } from './edit.ts';
import { samplesOf } from './samples.ts';

/** What each box of a film is made of; whatever else stands in it tells. */
const SHOWN: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: new Set(['mvhd', 'trak', 'mvex', 'iods']),
  trak: new Set(['tkhd', 'edts', 'mdia', 'tref', 'tapt']),
  mdia: new Set(['mdhd', 'hdlr', 'minf', 'elng']),
  minf: new Set(['vmhd', 'smhd', 'hdlr', 'dinf', 'stbl']),
  moof: new Set(['mfhd', 'traf']),
  traf: new Set(['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio', 'senc']),
};
/** Tracks that are seen or heard; others hold places, movements, texts of a camera. */
const HANDLERS = new Set(['vide', 'soun', 'auxv', 'pict']);
/** Boxes with the times of making and changing, behind their version. */
const DATED = new Set(['mvhd', 'tkhd', 'mdhd']);
/** In a description of samples: the maker, and the name of what compressed them. */
const VENDOR = { at: 12, length: 4 };
const COMPRESSOR = { at: 42, length: 32 };

/** What a `moov` tells; the tracks that go are added to `silent`. */
export async function scanMovie(bytes: Bytes, box: Box, silent: Set<number>): Promise<Edit[]> {
  const edits: Edit[] = [];
  for await (const child of boxesIn(bytes, box.from, box.end)) {
    const handler = child.type === 'trak' ? await handlerOf(bytes, child) : '';
    if (child.type === 'trak' && !HANDLERS.has(handler)) {
      silent.add(await trackOf(bytes, await boxWithin(bytes, child, { type: 'tkhd' })));
      edits.push(...(await samplesOf(bytes, child)), ...freed(child));
    } else edits.push(...(await editsOf(bytes, child, { parent: box.type, handler })));
  }
  return edits;
}

/** What a `moof` tells, and the tracks in it that have gone. */
export async function scanFragment(bytes: Bytes, box: Box, silent: ReadonlySet<number>): Promise<Edit[]> {
  const edits: Edit[] = [];
  for await (const child of boxesIn(bytes, box.from, box.end)) {
    const isSilent = child.type === 'traf' && silent.has(await fragmentTrack(bytes, child));
    edits.push(...(isSilent ? freed(child) : await editsOf(bytes, child, { parent: box.type, handler: '' })));
  }
  return edits;
}

async function editsOf(
  bytes: Bytes,
  box: Box,
  { parent, handler }: { readonly parent: string; readonly handler: string },
): Promise<Edit[]> {
  const { type, from, end } = box;
  if (SHOWN[parent]?.has(type) === false) return freed(box);
  if (DATED.has(type)) return [blank(from + 4, (await bytes.read(from, 1))[0] === 1 ? 16 : 8)];
  if (type === 'hdlr') return [blank(from + 12, Math.max(0, end - from - 12))];
  if (type === 'stbl') return namesIn(bytes, box, handler);
  if (!Object.hasOwn(SHOWN, type)) return [];
  const edits: Edit[] = [];
  for await (const child of boxesIn(bytes, from, end)) edits.push(...(await editsOf(bytes, child, { parent: type, handler })));
  return edits;
}

async function namesIn(bytes: Bytes, table: Box, handler: string): Promise<Edit[]> {
  const descriptions = await boxWithin(bytes, table, { type: 'stsd' });
  if (!descriptions) return [];
  const parts = handler === 'vide' ? [VENDOR, COMPRESSOR] : [VENDOR];
  const edits: Edit[] = [];
  for await (const { from, end } of boxesIn(bytes, descriptions.from + 8, descriptions.end))
    edits.push(...parts.filter(({ at, length }) => from + at + length <= end).map(({ at, length }) => blank(from + at, length)));
  return edits;
}

async function handlerOf(bytes: Bytes, track: Box): Promise<string> {
  const media = await boxWithin(bytes, track, { type: 'mdia' });
  const handler = media && (await boxWithin(bytes, media, { type: 'hdlr' }));
  return handler ? (await bytes.read(handler.from + 8, 4)).toString('latin1') : '';
}

/** The number of a track, in its header behind two times. */
async function trackOf(bytes: Bytes, header: Box | undefined): Promise<number> {
  if (!header) return 0;
  const head = await bytes.read(header.from, 24);
  const at = head[0] === 1 ? 20 : 12;
  return head.length < at + 4 ? 0 : head.readUInt32BE(at);
}

async function fragmentTrack(bytes: Bytes, fragment: Box): Promise<number> {
  const header = await boxWithin(bytes, fragment, { type: 'tfhd' });
  const head = header ? await bytes.read(header.from, 8) : Buffer.alloc(0);
  return head.length < 8 ? 0 : head.readUInt32BE(4);
}
