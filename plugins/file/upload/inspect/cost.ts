import type { Metadata } from 'sharp';

type Rates = Readonly<Record<string, number>>;

/** ms of a processor's time per million pixels of one frame, as measured; a JPEG that is not progressive is decoded at an eighth of its size. */
const PER_MEGAPIXEL: Rates = { jpeg: 5, progressive: 50, png: 25, interlaced: 50, webp: 45, gif: 50, tiff: 100, heif: 300 };
/** The same per million bytes of the file, all of which are read however few pixels are asked for: noise has the most. */
const PER_MEGABYTE: Rates = { jpeg: 12, progressive: 20, png: 10, interlaced: 10, webp: 35, gif: 15, tiff: 10, heif: 30 };
const PROGRESSIVE: Readonly<Record<string, string>> = { jpeg: 'progressive', png: 'interlaced' };
/** For what is read some other way. */
const OTHER = { megapixel: 300, megabyte: 35 };
/** Bytes of a pixel for which the times above hold. */
const PLAIN_PIXEL = 3;

/** What is known of a picture before it is decoded. */
export type PictureHead = Pick<Metadata, 'format' | 'isProgressive' | 'width' | 'height' | 'pageHeight' | 'channels' | 'depth'>;

/** What decoding a frame of a picture is expected to take, in ms; `size` is that of the file, in bytes. */
export function costOf(head: PictureHead, size: number): number {
  const { width, height, pageHeight } = head;
  const megapixels = (width * (pageHeight ?? height)) / 1e6;
  const { megapixel, megabyte } = rateOf(head);
  return Math.round(megapixels * megapixel * weightOf(head) + (size / 1e6) * megabyte);
}

function rateOf({ format, isProgressive }: PictureHead): typeof OTHER {
  const name = isProgressive ? (PROGRESSIVE[format] ?? format) : format;
  return { megapixel: PER_MEGAPIXEL[name] ?? OTHER.megapixel, megabyte: PER_MEGABYTE[name] ?? OTHER.megabyte };
}

/** These two keep each byte of a pixel by itself: one of 16 bits and four channels takes as long as several plain ones. */
function weightOf({ format, channels, depth }: PictureHead): number {
  if (format !== 'png' && format !== 'tiff') return 1;
  return Math.max(1, (channels * (BYTES[depth] ?? 1)) / PLAIN_PIXEL);
}

const BYTES: Readonly<Record<string, number>> = { ushort: 2, short: 2, uint: 4, int: 4, float: 4, double: 8, complex: 8, dpcomplex: 16 };
