import { parse, stringify, v7 } from 'uuid';

/** A new UUIDv7 of the given time, as the 16 bytes that SQL stores. */
export function newMessageId(at: number): Buffer {
  return v7({ msecs: at }, Buffer.allocUnsafe(16));
}

/** The wire form of a stored id. */
export function formatId(id: Buffer): string {
  return stringify(id);
}

/** The stored form of a UUID that passed validation. */
export function parseId(id: string): Buffer {
  return Buffer.from(parse(id));
}
