import { TiffNumbers } from './numbers.ts';

/** The tag of how a picture is to be turned. */
const ORIENTATION = 0x0112;
/** Bytes of one entry of a directory. */
const ENTRY = 12;
/** As it is. */
const UPRIGHT = 1;
const TURNED = 8;

/** How a picture is turned to be upright, 1 to 8, by its EXIF (a TIFF of tags); 1 where that cannot be told. */
export function orientationOf(exif: Buffer): number {
  const number = new TiffNumbers(exif);
  const directory = number.long(exif, 4);
  for (let entry = 0; entry < number.short(exif, directory); entry += 1) {
    const at = directory + 2 + entry * ENTRY;
    if (at + ENTRY > exif.length) return UPRIGHT;
    if (number.short(exif, at) === ORIENTATION) return upright(number.short(exif, at + 8));
  }
  return UPRIGHT;
}

/** An EXIF that tells the orientation and nothing else; undefined where there is nothing to tell. */
export function onlyOrientation(orientation: number): Buffer | undefined {
  if (orientation === UPRIGHT) return undefined;
  const exif = Buffer.alloc(26);
  exif.write('MM\0*', 'latin1');
  exif.writeUInt32BE(8, 4); // where the directory is
  exif.writeUInt16BE(1, 8); // entries of it
  exif.writeUInt16BE(ORIENTATION, 10);
  exif.writeUInt16BE(3, 12); // of 16 bits
  exif.writeUInt32BE(1, 14); // one of them
  exif.writeUInt16BE(orientation, 18);
  return exif;
}

function upright(orientation: number): number {
  return orientation >= UPRIGHT && orientation <= TURNED ? orientation : UPRIGHT;
}
