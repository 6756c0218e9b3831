import type { Cell } from './wire.ts';

/** The blobs of several lists in one block: copying hundreds of small buffers between threads costs more than the rows they belong to. */
export interface Blobs {
  /** List, place in the list and length of each blob. */
  readonly at: number[];
  readonly bytes: Uint8Array;
}

/** Takes the blobs out of lists, so that they cross threads as one block. */
export class BlobPacker {
  readonly #at: number[] = [];
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** Replaces the blobs of a list by null. */
  take(list: Cell[], index: number): void {
    for (let place = 0; place < list.length; place += 1) {
      const cell = list[place];
      if (typeof cell !== 'object' || cell === null) continue;
      this.#at.push(index, place, cell.length);
      this.#parts.push(cell);
      this.#length += cell.length;
      list[place] = null;
    }
  }

  /** The block, or undefined when no list had a blob. */
  pack(): Blobs | undefined {
    if (this.#at.length === 0) return undefined;
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return { at: this.#at, bytes };
  }
}

/** Puts the blobs back where they were, as Buffers over the one block. */
export function unpackBlobs({ at, bytes }: Blobs, listAt: (index: number) => Cell[]): void {
  let offset = bytes.byteOffset;
  for (let i = 0; i < at.length; i += 3) {
    const length = Number(at[i + 2]);
    listAt(Number(at[i]))[Number(at[i + 1])] = Buffer.from(bytes.buffer, offset, length);
    offset += length;
  }
}
