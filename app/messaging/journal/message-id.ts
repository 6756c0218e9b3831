import type { StoredMessage } from './draft.ts';

/** Where a message stands, and when it came to stand there. */
export type MessagePlace = Pick<StoredMessage, 'conversationId' | 'seq' | 'createdAt'>;

/** Of the conversation's 38 bits, 12 stand before the variant and 26 behind it. */
const SPLIT = 2 ** 26;
/** The two bits of the variant, in front of those 26. */
const VARIANT = 0b10 * SPLIT;

/**
 * The wire id of a message: a UUIDv7 of its time whose 74 free bits name its place (38 of the conversation, 36 of the seq). It is as unique
 * as the place is, needs neither a column nor an index, and leads back to the row.
 */
export function messageId({ conversationId, seq, createdAt }: MessagePlace): string {
  const time = createdAt.toString(16).padStart(12, '0');
  const high = Math.floor(conversationId / SPLIT);
  const tail = (VARIANT + (conversationId % SPLIT)).toString(16) + seq.toString(16).padStart(9, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-${(0x7000 + high).toString(16)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** The place that an id names; the caller checks that a message with that time stands there. */
export function placeOf(id: string): MessagePlace {
  const hex = id.replaceAll('-', '');
  const high = Number.parseInt(hex.slice(13, 16), 16);
  const low = Number.parseInt(hex.slice(16, 23), 16) % SPLIT;
  return { createdAt: Number.parseInt(hex.slice(0, 12), 16), conversationId: high * SPLIT + low, seq: Number.parseInt(hex.slice(23), 16) };
}

/** A client id as the wire shows it; of whatever version its client made it. */
export function formatClientId(id: Buffer): string {
  const hex = id.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A client id that passed validation, as SQL stores it. */
export function parseClientId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
