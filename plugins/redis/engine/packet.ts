import { z } from 'zod';
import type { BusMessage } from '../../../engine/bus.ts';

const id = z.number();
const ids = z.array(id).readonly();
const names = z.array(z.string()).readonly();
const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wake'), users: ids }),
  z.object({ kind: z.literal('rooms'), rooms: ids }),
  z.object({ kind: z.literal('refill'), userId: id }),
  z.object({ kind: z.literal('fence'), userId: id, sessionId: id, fence: z.number() }),
  z.object({ kind: z.literal('revoke'), userId: id, sessionIds: ids }),
  z.object({ kind: z.literal('stale'), keys: names }),
  z.object({ kind: z.literal('nodes'), userId: id, nodes: names }),
  z.object({ kind: z.literal('echo'), userId: id, frame: z.string() }),
  z.object({ kind: z.literal('signal'), userId: id, frame: z.string(), isPlain: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('members'), groupId: id, aclVersion: z.number(), frame: z.string(), except: ids }),
  z.object({ kind: z.literal('changed'), conversationId: id, seq: z.number(), users: ids.nullable(), aclVersion: z.number() }),
]);
const packet = z.object({ from: z.string(), messages: z.array(z.unknown()).readonly() });

/** What one publish carries: everything that a node had for a channel in one loop turn. */
export interface Packet {
  readonly from: string;
  readonly messages: readonly BusMessage[];
}

/** Reads what came over the bus; throws when it is not a packet. A message that cannot be read, as of a newer node, is left out and told to `unread`. */
export function parsePacket(text: string, unread: (error: unknown) => void): Packet {
  const { from, messages } = packet.parse(JSON.parse(text));
  const read = messages.flatMap((one) => {
    const { data, error } = message.safeParse(one);
    if (error) unread(error);
    return data ?? [];
  });
  return { from, messages: read };
}

/** A message that those of its kind may still join. */
type Growing = { readonly kind: 'wake'; readonly users: number[] } | { readonly kind: 'rooms'; readonly rooms: number[] };

/** Gathers messages for one channel; wakes that follow one another become one, and so do those about rooms. */
export class Outgoing {
  readonly #messages: BusMessage[] = [];
  #last: Growing | undefined;

  add(next: BusMessage): void {
    if (next.kind === 'wake' && this.#last?.kind === 'wake') append(this.#last.users, next.users);
    else if (next.kind === 'rooms' && this.#last?.kind === 'rooms') append(this.#last.rooms, next.rooms);
    else this.#messages.push((this.#last = growing(next)) ?? next);
  }

  pack(from: string): string {
    return JSON.stringify({ from, messages: this.#messages satisfies z.input<typeof message>[] }); // what is sent can be read
  }
}

function append(ids: number[], more: readonly number[]): void {
  for (const one of more) ids.push(one);
}

/** A copy that may grow: the sender's own arrays are not touched. */
function growing(message: BusMessage): Growing | undefined {
  if (message.kind === 'wake') return { kind: 'wake', users: [...message.users] };
  if (message.kind === 'rooms') return { kind: 'rooms', rooms: [...message.rooms] };
  return undefined;
}
