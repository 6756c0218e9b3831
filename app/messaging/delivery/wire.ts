const FINAL_TEXT = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/**
 * Frames → one WebSocket text message, ready to be written (RFC 6455 §5.2: final, unmasked). The sockets of a group ask one after the other
 * for the same frames, and get the same bytes.
 */
export class Wire {
  #frames: readonly string[] = [];
  #message: Buffer = Buffer.alloc(0);

  /** A frame alone, several as a JSON array. */
  message(frames: readonly string[]): Buffer {
    if (!isSame(frames, this.#frames)) {
      this.#message = encode(frames.length === 1 ? String(frames[0]) : `[${frames.join(',')}]`);
      this.#frames = frames;
    }
    return this.#message;
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((frame, index) => frame === b[index]);
}

function encode(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const head = headOf(length);
  const message = Buffer.allocUnsafe(head.length + length);
  message.set(head);
  message.write(text, head.length);
  return message;
}

function headOf(length: number): number[] {
  if (length < LENGTH_16) return [FINAL_TEXT, length];
  if (length <= 0xffff) return [FINAL_TEXT, LENGTH_16, length >>> 8, length & 0xff];
  // Eight bytes, of which the first four are 0: no message has 4 GiB.
  return [FINAL_TEXT, LENGTH_64, 0, 0, 0, 0, length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}
