import { boxesIn, boxWithin, freed, type Box } from './box.ts';
import type { Bytes } from './bytes.ts';
import type { Edit } from './edit.ts';
import { scanItems } from './items.ts';
import { scanFragment, scanMovie } from './movie.ts';

/** What a film or a picture is made of; whatever else stands beside it tells. */
const FILM = ['ftyp', 'styp', 'mdat', 'sidx', 'ssix', 'mfra', 'pdin', 'wide'];
const PICTURE = ['jP  ', 'jp2h', 'jp2c', 'JXL ', 'jxlc', 'jxlp', 'jxli', 'jxll'];
const SHOWN: ReadonlySet<string> = new Set(FILM.concat(PICTURE));
/** How the data of a JPEG XL begins. */
const BARE_JXL = Buffer.from([0xff, 0x0a]);

/**
 * Everything that tells in MP4, MOV, 3GP, M4A, HEIC, AVIF and JPEG XL becomes free space, so that the rest stays where it is: places, devices, times,
 * names, tracks that are neither seen nor heard.
 */
export async function scanBoxes(bytes: Bytes): Promise<Edit[]> {
  const edits: Edit[] = [];
  const silent = new Set<number>();
  for await (const box of boxesIn(bytes, 0, bytes.size)) edits.push(...(await editsOf(bytes, box, silent)));
  return edits;
}

/** A JPEG XL comes in boxes, or bare, and then tells nothing. */
export async function scanJxl(bytes: Bytes): Promise<Edit[]> {
  const isBare = (await bytes.read(0, 2)).equals(BARE_JXL);
  return isBare ? [] : scanBoxes(bytes);
}

async function editsOf(bytes: Bytes, box: Box, silent: Set<number>): Promise<Edit[]> {
  if (SHOWN.has(box.type)) return [];
  if (box.type === 'moov') return scanMovie(bytes, box, silent);
  if (box.type === 'moof') return scanFragment(bytes, box, silent);
  if (box.type === 'meta' && (await isOfPictures(bytes, box))) return scanItems(bytes, box);
  return freed(box);
}

async function isOfPictures(bytes: Bytes, meta: Box): Promise<boolean> {
  const handler = await boxWithin(bytes, meta, { type: 'hdlr', skip: 4 });
  return handler !== undefined && (await bytes.read(handler.from + 8, 4)).toString('latin1') === 'pict';
}
