/** Reads and writes numbers in the order of bytes that a TIFF, or an EXIF, says it has; 0 behind the end. */
export class TiffNumbers {
  readonly #isLittle: boolean;

  /** `head` is the beginning of the TIFF: `II` or `MM`. */
  constructor(head: Buffer) {
    this.#isLittle = head.toString('latin1', 0, 2) === 'II';
  }

  /** 16 bits. */
  short(bytes: Buffer, at: number): number {
    return this.#read(bytes, at, 2);
  }

  /** 32 bits. */
  long(bytes: Buffer, at: number): number {
    return this.#read(bytes, at, 4);
  }

  /** 64 bits; what is greater than 2^53 is not exact. */
  wide(bytes: Buffer, at: number): number {
    const [first, second] = [this.#read(bytes, at, 4), this.#read(bytes, at + 4, 4)];
    return this.#isLittle ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }

  /** A number of `width` bytes as it stands in the file. */
  write(value: number, width: number): Buffer {
    const bytes = Buffer.alloc(width);
    if (width === 2) bytes.writeUInt16BE(value);
    else bytes.writeUInt32BE(value, width - 4);
    return this.#isLittle ? Buffer.from(bytes.toReversed()) : bytes;
  }

  #read(bytes: Buffer, at: number, width: number): number {
    if (at + width > bytes.length) return 0;
    return this.#isLittle ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
  }
}
