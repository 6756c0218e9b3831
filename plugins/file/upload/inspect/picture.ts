import { rename, stat } from 'node:fs/promises';
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import { costOf } from './cost.ts';
import type { Answers, PictureLook, SmallPicture } from './job.ts';

/** The longest side of a smaller picture. */
const SMALL = 320;
/** Bytes of a moving picture that is shown as it is; of a larger one the first frame is. */
const MOVING = 5 * 1024 * 1024;
/** Written anew, since browsers do not show it. */
export const CONVERTED = 'image/tiff';
const QUALITY = { jpeg: 85, thumb: 75 };

/** Looks how large a picture is; nothing is decoded. Rejects when it is none. */
export async function lookAt(path: string): Promise<PictureLook> {
  const open = await opener(path);
  const metadata = await open().metadata();
  const { pages = 1, pageHeight, autoOrient, width } = metadata;
  const pixels = width * (pageHeight ?? metadata.height);
  const cost = costOf(metadata, (await stat(path)).size);
  return { width: autoOrient.width, height: heightOf(metadata), pixels, allPixels: pixels * pages, cost };
}

/** Makes what is shown of a picture. Rejects when it is broken. */
export async function makePictures(path: string, type: string): Promise<Answers['make']> {
  const open = await opener(path);
  const converted = type === CONVERTED ? await convert(open, path) : null;
  const metadata = await open().metadata();
  const isSmall = Math.max(metadata.width, metadata.pageHeight ?? metadata.height) <= SMALL || (await isShownMoving(metadata, path));
  const thumb = isSmall ? await verify(open) : await shrink(open, path);
  return { converted, thumb };
}

/** A moving picture is shown as it is: its smaller one would stand still, and one that moves costs too much to make. */
async function isShownMoving({ pages = 1 }: Metadata, path: string): Promise<boolean> {
  return pages > 1 && (await stat(path)).size <= MOVING;
}

type OpenPicture = (options?: SharpOptions) => Sharp;

async function opener(path: string): Promise<OpenPicture> {
  const { default: sharp } = await import('sharp');
  // One thread per picture, and nothing kept: each is looked at once.
  sharp.concurrency(1);
  sharp.cache(false);
  return (options) => sharp(path, { failOn: 'error', sequentialRead: true, limitInputPixels: false, ...options });
}

/** Of moving ones that of a frame: they have no orientation. */
function heightOf({ autoOrient, pageHeight }: Metadata): number {
  return pageHeight ?? autoOrient.height;
}

async function convert(open: OpenPicture, path: string): Promise<Answers['make']['converted']> {
  const { size } = await open().autoOrient().flatten({ background: '#ffffff' }).jpeg({ quality: QUALITY.jpeg }).toFile(`${path}.clean`);
  await rename(`${path}.clean`, path);
  return { type: 'image/jpeg', size };
}

async function shrink(open: OpenPicture, path: string): Promise<SmallPicture> {
  const small = open().autoOrient().resize(SMALL, SMALL, { fit: 'inside' }).webp({ quality: QUALITY.thumb });
  const { size } = await small.toFile(`${path}.thumb`);
  return { path: `${path}.thumb`, size };
}

/** Small as it is, it must be a picture all the same. */
async function verify(open: OpenPicture): Promise<null> {
  await open().stats();
  return null;
}
