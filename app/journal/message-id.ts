import { parse, stringify } from 'uuid';
import type { StoredMessage } from './draft.ts';

/** Where a message stands, and when it came to stand there. */
export type Place = Pick<StoredMessage, 'conversationId' | 'seq' | 'createdAt'>;

const SEQ_BITS = 36n;
const LOW_BITS = 62n;
const LOW_MASK = (1n << LOW_BITS) - 1n;
const SEQ_MASK = (1n << SEQ_BITS) - 1n;

/**
 * The wire id of a message: a UUIDv7 of its time whose 74 free bits name its place (38 of the conversation, 36 of the seq). It is as unique
 * as the place is, needs neither a column nor an index, and leads back to the row.
 */
export function messageId({ conversationId, seq, createdAt }: Place): string {
  const place = (BigInt(conversationId) << SEQ_BITS) | BigInt(seq);
  const high = Number(place >> LOW_BITS);
  const low = place & LOW_MASK;
  const head = createdAt.toString(16).padStart(12, '0');
  const middle = (0x7000 | high).toString(16);
  const tail = ((0b10n << LOW_BITS) | low).toString(16);
  return `${head.slice(0, 8)}-${head.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** The place that an id names; the caller checks that a message with that time stands there. */
export function placeOf(id: string): Place {
  const hex = id.replaceAll('-', '');
  const high = BigInt(Number.parseInt(hex.slice(12, 16), 16) & 0x0fff);
  const place = (high << LOW_BITS) | (BigInt(`0x${hex.slice(16)}`) & LOW_MASK);
  return { createdAt: Number.parseInt(hex.slice(0, 12), 16), conversationId: Number(place >> SEQ_BITS), seq: Number(place & SEQ_MASK) };
}

/** A client id as the wire shows it. */
export function formatClientId(id: Buffer): string {
  return stringify(id);
}

/** A client id that passed validation, as SQL stores it. */
export function parseClientId(id: string): Buffer {
  return Buffer.from(parse(id));
}
