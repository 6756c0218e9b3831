import { applyEdits, type Edit, type Scan } from './edit.ts';
import { Bytes } from './bytes.ts';
import { scanBoxes, scanJxl } from './boxes.ts';
import { scanGif } from './gif.ts';
import { scanJpeg } from './jpeg.ts';
import { scanMatroska } from './matroska.ts';
import { scanOgg } from './ogg.ts';
import { scanPng } from './png.ts';
import { scanAvi, scanWav, scanWebp } from './riff.ts';
import { scanFlac, scanFrames } from './sound.ts';
import { scanTiff } from './tiff.ts';

/** Parts that are looked at in a file however small, and bytes that each further one has on an average. */
const FEWEST = 1000;
const SHORTEST = 4;

/** How each format is gone through. */
const SCANS: Readonly<Record<string, Scan>> = {
  'image/jpeg': scanJpeg,
  'image/png': scanPng,
  'image/apng': scanPng,
  'image/gif': scanGif,
  'image/webp': scanWebp,
  'image/avif': scanBoxes,
  'image/heic': scanBoxes,
  'image/heif': scanBoxes,
  'image/heic-sequence': scanBoxes,
  'image/heif-sequence': scanBoxes,
  'image/jxl': scanJxl,
  'image/jp2': scanBoxes,
  'image/tiff': scanTiff,
  'audio/aac': scanFrames,
  'audio/flac': scanFlac,
  'audio/mp4': scanBoxes,
  'audio/3gpp': scanBoxes,
  'audio/mpeg': scanFrames,
  'audio/ogg': scanOgg,
  'audio/wav': scanWav,
  'audio/webm': scanMatroska,
  'video/3gpp': scanBoxes,
  'video/matroska': scanMatroska,
  'video/mp4': scanBoxes,
  'video/ogg': scanOgg,
  'application/ogg': scanOgg,
  'video/quicktime': scanBoxes,
  'video/vnd.avi': scanAvi,
  'video/webm': scanMatroska,
};

/** Whether files of this type may tell of places, devices, people and times. */
export function isTelling(type: string): boolean {
  return Object.hasOwn(SCANS, type);
}

/**
 * Takes out of a file what it tells beside what it shows or plays; nothing is decoded. Returns how many bytes it has then. Rejects with
 * TooManyParts, and the file is what it was, when it has more of them than `most`, or than a file of its length has that shows something.
 */
export async function strip(path: string, type: string, most = Infinity): Promise<number> {
  const scan = SCANS[type];
  const edits = scan ? await Bytes.with(path, (bytes) => scanWithin(bytes, scan, most)) : [];
  return applyEdits(path, edits);
}

async function scanWithin(bytes: Bytes, scan: Scan, most: number): Promise<Edit[]> {
  bytes.allow(Math.min(most, FEWEST + bytes.size / SHORTEST));
  return scan(bytes);
}
