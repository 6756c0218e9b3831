import type { Bytes } from './bytes.ts';
import { blank, put, type Edit } from './edit.ts';
import { TiffNumbers } from './numbers.ts';

/** Bytes of a directory's number of entries, and of a place or a length; an entry has a tag and a type of 16 bits, and two of these. */
interface Layout {
  readonly count: number;
  readonly place: number;
}

/** By the version that stands in the head: the large TIFF has the other. */
const LARGE = 43;
const LAYOUTS: { readonly usual: Layout; readonly large: Layout } = { usual: { count: 2, place: 4 }, large: { count: 8, place: 8 } };
/** Bytes of one value, by its type. */
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8];
/** What a picture is made of stands in tags up to this, but for words, makers, times, computers and printers among them. */
const LAST_SHOWN = 532;
const WORDS: ReadonlySet<number> = new Set([269, 270, 271, 272, 285, 305, 306, 315, 316, 337]);
/** The colours, behind them. */
const ICC = 34_675;
/** Directories of their own: of smaller pictures, of the camera, of the place, and of what both are for. */
const DIRECTORIES: ReadonlySet<number> = new Set([330, 34_665, 34_853, 40_965]);

interface Directory {
  readonly at: number;
  readonly entries: readonly Buffer[];
  /** Where the next one is, as it stands in the file. */
  readonly next: Buffer;
}

/** What a TIFF tells beside its picture: the directories have it no more, and where it stood is nothing. */
export async function scanTiff(bytes: Bytes): Promise<Edit[]> {
  const head = await bytes.read(0, 16);
  const tiff = new Tiff(bytes, head);
  const edits: Edit[] = [];
  const within: number[] = [];
  for (let directory = await tiff.directoryAt(tiff.first(head)); directory;) {
    for (const entry of directory.entries) if (!isShown(tiff.tagOf(entry))) edits.push(...(await tiff.valueOf(entry, within)));
    edits.push(put(directory.at, tiff.written(directory)));
    directory = await tiff.directoryAt(tiff.placeIn(directory.next, 0));
  }
  return edits.concat(await erased(tiff, within));
}

function isShown(tag: number): boolean {
  return tag === ICC || (tag <= LAST_SHOWN && !WORDS.has(tag) && !DIRECTORIES.has(tag));
}

/** Directories that tell, and all that they lead to. */
async function erased(tiff: Tiff, within: number[]): Promise<Edit[]> {
  const edits: Edit[] = [];
  // It grows while it is gone through.
  for (const at of within) {
    const directory = await tiff.directoryAt(at);
    if (!directory) continue;
    for (const entry of directory.entries) edits.push(...(await tiff.valueOf(entry, within)));
    edits.push(blank(at, tiff.lengthOf(directory)));
  }
  return edits;
}

/** Reads the directories of a file, each once, whatever leads to it. */
class Tiff {
  readonly #bytes: Bytes;
  readonly #number: TiffNumbers;
  readonly #layout: Layout;
  readonly #seen = new Set<number>([0]);

  constructor(bytes: Bytes, head: Buffer) {
    this.#bytes = bytes;
    this.#number = new TiffNumbers(head);
    this.#layout = this.#number.short(head, 2) === LARGE ? LAYOUTS.large : LAYOUTS.usual;
  }

  first(head: Buffer): number {
    return this.placeIn(head, this.#layout.place);
  }

  placeIn(bytes: Buffer, at: number): number {
    return this.#layout.place === 8 ? this.#number.wide(bytes, at) : this.#number.long(bytes, at);
  }

  tagOf(entry: Buffer): number {
    return this.#number.short(entry, 0);
  }

  /** undefined where none is, or one that was read before. */
  async directoryAt(at: number): Promise<Directory | undefined> {
    if (this.#seen.has(at)) return undefined;
    this.#seen.add(at);
    const { count, place } = this.#layout;
    const head = await this.#bytes.read(at, count);
    const length = count === 2 ? this.#number.short(head, 0) : this.#number.wide(head, 0);
    this.#bytes.spend(length);
    const body = Buffer.from(await this.#bytes.read(at + count, length * this.#entry + place));
    if (length === 0 || body.length < length * this.#entry + place) return undefined;
    const entries = Array.from({ length }, (_, entry) => body.subarray(entry * this.#entry, (entry + 1) * this.#entry));
    return { at, entries, next: body.subarray(length * this.#entry) };
  }

  /** Bytes of a directory, without the place of the next. */
  lengthOf({ entries }: Directory): number {
    return this.#layout.count + entries.length * this.#entry;
  }

  /** A directory of what shows, as long as it was; its entries stay in their order. */
  written({ entries, next }: Directory): Buffer {
    const shown = entries.filter((entry) => isShown(this.tagOf(entry)));
    const free = Buffer.alloc((entries.length - shown.length) * this.#entry);
    return Buffer.concat([this.#number.write(shown.length, this.#layout.count), ...shown, next, free]);
  }

  /** What an entry leads to; directories are added to those within. What is no longer than a place stands in the entry itself. */
  async valueOf(entry: Buffer, within: number[]): Promise<Edit[]> {
    const { place } = this.#layout;
    const at = this.placeIn(entry, 4 + place);
    const width = SIZES[this.#number.short(entry, 2)] ?? 1;
    const length = width * this.placeIn(entry, 4);
    const isHere = length <= place;
    if (DIRECTORIES.has(this.tagOf(entry)) && width >= 4) {
      const places = isHere ? entry.subarray(4 + place) : await this.#bytes.read(at, length);
      this.#bytes.spend(places.length / width);
      for (let next = 0; next + width <= places.length; next += width)
        within.push(width === 8 ? this.#number.wide(places, next) : this.#number.long(places, next));
    }
    return isHere || at >= this.#bytes.size ? [] : [blank(at, Math.min(length, this.#bytes.size - at))];
  }

  get #entry(): number {
    return 4 + 2 * this.#layout.place;
  }
}
