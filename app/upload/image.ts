import { rename } from 'node:fs/promises';
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { EngineUnavailable } from '../../engine/error.ts';
import { ChatError } from '../error.ts';

/** A file beside the original. */
export interface SmallPicture {
  readonly path: string;
  readonly size: number;
}

/** A picture as it will be stored. */
export interface Picture {
  /** In pixels, as it is seen: turned upright. */
  readonly width: number;
  readonly height: number;
  /** Bytes of the file, where it was written anew. */
  readonly size: number | undefined;
  /** WebP, where the picture itself is not small. */
  readonly thumb: SmallPicture | undefined;
}

/** A picture in the spool, and how much of it is decoded at most. */
export interface PictureSource {
  readonly path: string;
  readonly type: string;
  /** Most pixels, of all frames together. */
  readonly pixels: number;
}

type Open = (options?: SharpOptions) => Sharp;

/** The longest side of a smaller picture. */
const SMALL = 320;

/** Formats that carry where and with what a picture was taken, and how they are written anew. */
const CLEANERS: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  'image/jpeg': (picture) => picture.jpeg({ quality: 90 }),
  'image/png': (picture) => picture.png(),
  'image/webp': (picture) => picture.webp({ quality: 90 }),
  'image/avif': (picture) => picture.avif({ quality: 60 }),
};

/**
 * Looks how large a picture is, before anything is decoded; writes it anew, upright, where it tells of place and device; makes a smaller
 * one beside it. Fails with upload_type when it is no picture, with upload_too_large when it has too many pixels.
 */
export async function preparePicture({ path, type, pixels }: PictureSource): Promise<Picture> {
  const open = await opener(path, pixels);
  return decoding(async () => {
    const metadata = await open({ limitInputPixels: false }).metadata();
    assertPixels(metadata, pixels);
    const size = isTelling(metadata) ? await clean(open, { path, type, isAnimated: (metadata.pages ?? 1) > 1 }) : undefined;
    const { width, height } = metadata.autoOrient;
    const thumb = Math.max(width, height) > SMALL ? await shrink(open, path) : undefined;
    return { width, height, size, thumb };
  });
}

async function opener(path: string, pixels: number): Promise<Open> {
  const { default: sharp } = await import('sharp');
  // One thread per picture, and nothing kept: each is looked at once.
  sharp.concurrency(1);
  sharp.cache(false);
  return (options) => sharp(path, { failOn: 'error', sequentialRead: true, limitInputPixels: pixels, ...options });
}

function assertPixels({ width, height, pages = 1, pageHeight }: Metadata, most: number): void {
  if (width * (pageHeight ?? height) * pages <= most) return;
  const millions = Math.round(most / 100_000) / 10;
  throw new ChatError('upload_too_large', { limit: { zh: `${millions * 100}万像素`, en: `${millions} megapixels` } });
}

function isTelling({ exif, xmp, iptc }: Metadata): boolean {
  return [exif, xmp, iptc].some((part) => part !== undefined);
}

/** Animations have no orientation, and turning them would lose their frames. */
async function clean(
  open: Open,
  { path, type, isAnimated }: { path: string; type: string; isAnimated: boolean },
): Promise<number | undefined> {
  const write = Object.hasOwn(CLEANERS, type) ? CLEANERS[type] : undefined;
  if (!write) return undefined;
  const picture = open({ animated: isAnimated });
  const { size } = await write((isAnimated ? picture : picture.autoOrient()).keepIccProfile()).toFile(`${path}.clean`);
  await rename(`${path}.clean`, path);
  return size;
}

async function shrink(open: Open, path: string): Promise<SmallPicture> {
  const small = open().autoOrient().resize(SMALL, SMALL, { fit: 'inside' }).webp({ quality: 75 });
  const { size } = await small.toFile(`${path}.thumb`);
  return { path: `${path}.thumb`, size };
}

/** What the decoder says is about the picture, unless the disk is full. */
async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ChatError) throw cause;
    if (/no space left|write error/i.test(String(cause))) throw new EngineUnavailable('a picture could not be written', cause);
    throw new ChatError('upload_type', {}, { cause });
  }
}
