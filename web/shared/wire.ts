import type { ClientFrame, ServerFrame } from '../../protocol/index.ts';
import { parseJson } from './json.ts';

/** The frames of one WebSocket message, in order; what is not a frame is left out, as the protocol has unknown things ignored. */
export function decode(data: unknown): readonly ServerFrame[] {
  const value = parseJson(data);
  return (Array.isArray(value) ? value : [value]).filter(isFrame);
}

/** Joins frames into WebSocket messages of at most `limit` bytes: one frame alone, several as an array. */
export function encode(frames: readonly ClientFrame[], limit: number): string[] {
  const groups: string[][] = [];
  let room = 0;
  for (const text of frames.map((frame) => JSON.stringify(frame))) {
    const size = byteLength(text) + 1;
    if (size > room) {
      groups.push([]);
      room = limit - 1;
    }
    groups.at(-1)?.push(text);
    room -= size;
  }
  return groups.map((group) => (group.length === 1 ? (group[0] ?? '') : `[${group.join(',')}]`));
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function isFrame(value: unknown): value is ServerFrame {
  return typeof value === 'object' && value !== null && 'op' in value && typeof value.op === 'string';
}
