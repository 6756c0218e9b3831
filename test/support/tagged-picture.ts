import sharp, { type Sharp } from 'sharp';
import { pngChunk, riff } from './container.ts';

/** What tells in each of the files: nothing of it may be left. */
export const SECRET = 'SecretCamera at SecretPlace';

/** The formats of pictures that are made here, and their types. */
export const PICTURES = {
  'a JPEG': 'image/jpeg',
  'a progressive JPEG': 'image/jpeg',
  'a PNG': 'image/png',
  'an APNG': 'image/apng',
  'a GIF': 'image/gif',
  'a WebP': 'image/webp',
  'a moving WebP': 'image/webp',
  'an AVIF': 'image/avif',
  'a HEIC': 'image/heic',
  'a TIFF': 'image/tiff',
  'a large TIFF': 'image/tiff',
} as const;

const EXIF = { IFD0: { Make: SECRET, Artist: SECRET, DateTime: '2026:01:02 03:04:05' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } };
const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="${SECRET}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

const plain = sharp({ create: { width: 40, height: 20, channels: 3, background: '#3366cc' } });

/** A picture of 40 × 20 that tells of its camera in every place that its format has; `orientation` 6 says that it is to be turned by a quarter. */
export async function taggedPicture(name: keyof typeof PICTURES, orientation = 1): Promise<Buffer> {
  const told = plain.clone().withExif(EXIF).withXmp(XMP).withMetadata({ orientation });
  if (name === 'a JPEG') return jpeg(await told.jpeg().toBuffer());
  if (name === 'a progressive JPEG') return betweenScans(await told.jpeg({ progressive: true }).toBuffer());
  if (name === 'a PNG') return png(await told.png().toBuffer());
  if (name === 'an APNG') return apng(png(await told.png().toBuffer()));
  if (name === 'a GIF') return gif(await plain.clone().gif().toBuffer());
  if (name === 'a WebP') return Buffer.concat([await told.webp().toBuffer(), Buffer.from(SECRET)]);
  if (name === 'a moving WebP') return movingWebp(told);
  if (name === 'a TIFF') return withSmaller(await told.tiff().toBuffer());
  if (name === 'a large TIFF') return told.tiff({ bigtiff: true }).toBuffer();
  const avif = await told.avif().toBuffer();
  return name === 'an AVIF' ? avif : heic(avif);
}

/** A segment of each kind, and another picture behind the end. */
function jpeg(picture: Buffer): Buffer {
  const comment = segment(0xfe, Buffer.from(SECRET));
  const iptc = segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`));
  const more = segment(0xe2, Buffer.from(`MPF\0${SECRET}`));
  return Buffer.concat([picture.subarray(0, 2), comment, iptc, more, picture.subarray(2), picture, Buffer.from(SECRET)]);
}

/** A comment before the last of its scans, behind data of others. */
function betweenScans(picture: Buffer): Buffer {
  const last = picture.lastIndexOf(Buffer.from([0xff, 0xda]));
  return Buffer.concat([picture.subarray(0, last), segment(0xfe, Buffer.from(SECRET)), picture.subarray(last)]);
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function png(picture: Buffer): Buffer {
  const [head, rest] = [picture.subarray(0, 33), picture.subarray(33)];
  const texts = ['tEXt', 'iTXt', 'prVt'].map((type) => pngChunk(type, Buffer.from(`Comment\0${SECRET}`)));
  return Buffer.concat([head, ...texts, pngChunk('tIME', Buffer.alloc(7, 1)), rest, Buffer.from(SECRET)]);
}

/** Of one frame, which is the picture itself. */
function apng(picture: Buffer): Buffer {
  const [head, rest] = [picture.subarray(0, 33), picture.subarray(33)];
  const frame = Buffer.alloc(26);
  frame.writeUInt32BE(40, 4);
  frame.writeUInt32BE(20, 8);
  return Buffer.concat([head, pngChunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])), pngChunk('fcTL', frame), rest]);
}

/** XMP is written as it is, and ends with bytes of which each leads to the end when it is taken for a length. */
function gif(picture: Buffer): Buffer {
  const comment = Buffer.from([0x21, 0xfe, SECRET.length, ...Buffer.from(SECRET), 0]);
  const trailer = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0]);
  const xmp = Buffer.concat([Buffer.from([0x21, 0xff, 11]), Buffer.from('XMP DataXMP'), Buffer.from(XMP), trailer]);
  // Behind the colours.
  const start = 13 + 3 * 2 ** (((picture[10] ?? 0) & 7) + 1);
  return Buffer.concat([picture.subarray(0, start), comment, xmp, picture.subarray(start), Buffer.from(SECRET)]);
}

async function movingWebp(told: Sharp): Promise<Buffer> {
  const frames = await Promise.all(
    ['#ff0000', '#00ff00'].map((background) =>
      sharp({ create: { width: 40, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const moving = await sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer();
  const exif = (await told.webp().toBuffer()).toString('latin1');
  const from = exif.indexOf('EXIF');
  const body = Buffer.concat([moving.subarray(12), Buffer.from(exif.slice(from), 'latin1')]);
  const vp8x = body.indexOf('VP8X');
  body[vp8x + 8] = (body[vp8x + 8] ?? 0) | 0x0c;
  return riff('WEBP', body);
}

/** By its first bytes; within it is what an AVIF has. */
function heic(avif: Buffer): Buffer {
  const named = Buffer.from(avif);
  named.write('heic', 8, 'latin1');
  return named;
}

/** Bytes beyond those by which a file is known. */
const FAR = 5000;

/** With a directory of a smaller picture, which tells too, far behind. */
function withSmaller(tiff: Buffer): Buffer {
  const at = tiff.readUInt32LE(4);
  const count = tiff.readUInt16LE(at);
  const entries = Array.from({ length: count }, (_, entry) => tiff.subarray(at + 2 + entry * 12, at + 14 + entry * 12));
  const start = tiff.length + FAR;
  const smaller = start + 2 + (count + 1) * 12 + 4;
  const described = entry(270, 2, { count: SECRET.length, value: smaller + 18 });
  const all = [...entries, entry(330, 4, { count: 1, value: smaller })].toSorted(
    (one, other) => one.readUInt16LE(0) - other.readUInt16LE(0),
  );
  const head = Buffer.from(tiff.subarray(0, 8));
  head.writeUInt32LE(start, 4);
  const [first, second] = [Buffer.from([count + 1, 0]), Buffer.from([1, 0])];
  const behind = Buffer.alloc(FAR);
  return Buffer.concat([
    head,
    tiff.subarray(8),
    behind,
    first,
    ...all,
    Buffer.alloc(4),
    second,
    described,
    Buffer.alloc(4),
    Buffer.from(SECRET),
  ]);
}

function entry(tag: number, type: number, { count, value }: { readonly count: number; readonly value: number }): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(tag, 0);
  bytes.writeUInt16LE(type, 2);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(value, 8);
  return bytes;
}
