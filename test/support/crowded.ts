import { bigEndian, box, littleEndian, pngChunk, riff, riffChunk } from './container.ts';

/** Files of few bytes and many parts that show nothing: a maker for each format, told how many. */
export const CROWDED: Readonly<Record<string, { readonly type: string; readonly make: (parts: number) => Buffer }>> = {
  'JPEG of comments': { type: 'image/jpeg', make: (parts) => file('\xff\xd8', '\xff\xfe\0\x02', parts) },
  'JPEG of restarts': { type: 'image/jpeg', make: (parts) => file('\xff\xd8', '\xff\xd0', parts) },
  'PNG of chunks': { type: 'image/png', make: (parts) => Buffer.concat([PNG, repeated(pngChunk('prVt'), parts)]) },
  'GIF of comments': { type: 'image/gif', make: (parts) => file(`GIF89a${'\0'.repeat(7)}`, '\x21\xfe\0', parts) },
  'WebP of chunks': { type: 'image/webp', make: (parts) => riff('WEBP', repeated(riffChunk('EXTR'), parts)) },
  'AVIF of boxes': { type: 'image/avif', make: (parts) => Buffer.concat([FTYP, repeated(box('skip'), parts)]) },
  'AVIF of items': { type: 'image/avif', make: (parts) => pictures(box('iinf', Buffer.alloc(6), repeated(box('infe', ITEM), parts))) },
  'AVIF of places': { type: 'image/avif', make: (parts) => pictures(box('iinf', Buffer.alloc(6), box('infe', ITEM)), places(parts)) },
  'TIFF of directories': { type: 'image/tiff', make: directories },
  'TIFF of one that is within itself': { type: 'image/tiff', make: () => inItself(4) },
  'MP4 of boxes': { type: 'video/mp4', make: (parts) => Buffer.concat([FTYP, box('moov', repeated(box('udta'), parts))]) },
  'MP4 of tracks': { type: 'video/mp4', make: (parts) => Buffer.concat([FTYP, box('moov', repeated(box('trak', box('mdia')), parts))]) },
  'MP4 of samples that are all of it': {
    type: 'video/mp4',
    make: (parts) => Buffer.concat([FTYP, box('moov', samples(parts / 4)), box('mdat', Buffer.alloc(parts * 4))]),
  },
  'AVI of lists in lists': { type: 'video/vnd.avi', make: (parts) => riff('AVI ', lists(parts)) },
  'WAV of chunks': { type: 'audio/wav', make: (parts) => riff('WAVE', repeated(riffChunk('LIST'), parts)) },
  'WebM of nothing': { type: 'video/webm', make: (parts) => file('\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff', '\xec\x80', parts) },
  'Ogg of streams': { type: 'audio/ogg', make: (parts) => Buffer.concat(Array.from({ length: parts }, (_, stream) => oggPage(stream))) },
  'FLAC of blocks': { type: 'audio/flac', make: (parts) => file('fLaC', '\x04\0\0\0', parts) },
  'MP3 of tags': { type: 'audio/mpeg', make: (parts) => repeated(Buffer.from('ID3\x04\0\0\0\0\0\0'), parts) },
};

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const FTYP = box('ftyp', Buffer.from('avif\0\0\0\0avifmif1'));
/** An item of EXIF, number 1. */
const ITEM = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 1, 0, 0]), Buffer.from('Exif\0')]);

/** A TIFF of one directory whose every entry leads to it again, as the next does. */
export function inItself(entries: number): Buffer {
  const leading = Buffer.from([0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0]);
  return Buffer.concat([TIFF, Buffer.from([entries, 0]), repeated(leading, entries), littleEndian(8)]);
}

const TIFF = Buffer.from('II*\0\x08\0\0\0', 'latin1');

/** Each of one entry, of no use, behind the other. */
function directories(parts: number): Buffer {
  const one = Buffer.alloc(18);
  one[0] = 1;
  const all = repeated(one, parts);
  for (let part = 0; part < parts; part += 1) all.writeUInt32LE(8 + (part + 1) * 18, part * 18 + 14);
  return Buffer.concat([TIFF, all]);
}

function pictures(...content: readonly Buffer[]): Buffer {
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('pict'), Buffer.alloc(13));
  return Buffer.concat([FTYP, box('meta', Buffer.alloc(4), handler, ...content)]);
}

/** As many pieces of the item as are asked for, of no bytes: their number is all that is told of them. */
function places(parts: number): Buffer {
  const item = Buffer.from([0, 1, 0, 0, 0xff, 0xff]);
  return box('iloc', Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), repeated(item, Math.ceil(parts / 0x10) + 1));
}

/** A track that is neither seen nor heard, whose every piece is the whole file. */
function samples(parts: number): Buffer {
  const tables = [
    box('stsz', bigEndian(0), bigEndian(0xffff_ffff), bigEndian(parts)),
    box('stsc', bigEndian(0), bigEndian(1), bigEndian(1), bigEndian(1), bigEndian(1)),
    box('stco', bigEndian(0), bigEndian(parts), Buffer.alloc(4 * parts)),
  ];
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('meta'), Buffer.alloc(13));
  return box('trak', box('mdia', handler, box('minf', box('stbl', ...tables))));
}

function lists(parts: number): Buffer {
  const all = repeated(Buffer.from('LIST\0\0\0\0hdrl'), parts);
  for (let part = 0; part < parts; part += 1) all.writeUInt32LE(all.length - part * 12 - 8, part * 12 + 4);
  return all;
}

/** The first page of a stream, with one packet of no bytes. */
function oggPage(stream: number): Buffer {
  const page = Buffer.from(`OggS\0\x02${'\0'.repeat(20)}\x01\0`);
  page.writeUInt32LE(stream, 14);
  return page;
}

function file(head: string, part: string, parts: number): Buffer {
  return Buffer.concat([Buffer.from(head, 'latin1'), repeated(Buffer.from(part, 'latin1'), parts)]);
}

function repeated(part: Buffer, parts: number): Buffer {
  return Buffer.alloc(part.length * parts, part);
}
