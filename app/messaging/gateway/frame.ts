import type { RawData } from 'ws';
import { parseJson } from '#kernel';

/** A frame of a client, or what is wrong with it. */
export type IncomingFrame = { readonly op: string; readonly [field: string]: unknown };

/** Most frames in one array; a client has no reason to join more. */
const MOST_JOINED = 256;

/** The frames of one WebSocket message; undefined when it is neither a frame nor an array of frames. */
export function parseFrames(data: RawData): IncomingFrame[] | undefined {
  const parsed = parseJson(textOf(data));
  if (isFrame(parsed)) return [parsed];
  if (!Array.isArray(parsed) || parsed.length > MOST_JOINED) return undefined;
  return parsed.every(isFrame) ? parsed : undefined;
}

/** The text of a message, however ws cut it. */
export function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}

function isFrame(value: unknown): value is IncomingFrame {
  return typeof value === 'object' && value !== null && 'op' in value && typeof value.op === 'string';
}
