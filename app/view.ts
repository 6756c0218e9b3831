import type { WireMessage } from '../protocol/index.ts';
import { goneGroup, type AppCaches, type CachedGroup, type CachedUser } from './cache.ts';
import type { StoredMessage } from './journal/draft.ts';
import { goneUser, presentMessage } from './presenter/message.ts';
import { between, fromSystem, inGroup, type Sides } from './presenter/sides.ts';

/** A conversation as one of its members stands in it. */
export interface Standpoint {
  readonly readerId: number;
  readonly kind: string;
  readonly conversationId: number;
  /** The other user of a single conversation. */
  readonly peerId: number;
}

/** A stored message as one of its readers sees it. */
export async function presentFor(caches: AppCaches, standpoint: Standpoint, message: StoredMessage): Promise<WireMessage> {
  return presentMessage(message, await sidesOf(caches, standpoint, message));
}

/** A user as the caches or SQL know it; what stands for one whose row is gone. */
export async function userOf({ user }: AppCaches, id: number): Promise<CachedUser> {
  return user.peek(id) ?? (await user.get(id)) ?? goneUser(id);
}

/** The two sides of a message, from the caches or SQL. */
async function sidesOf(caches: AppCaches, { readerId, kind, conversationId, peerId }: Standpoint, message: StoredMessage): Promise<Sides> {
  if (kind === 'system') return fromSystem(await userOf(caches, readerId));
  if (kind === 'group') return inGroup(await userOf(caches, message.senderId), await groupOf(caches, conversationId));
  const [sender, target] = message.senderId === readerId ? [readerId, peerId] : [peerId, readerId];
  return between(await userOf(caches, sender), await userOf(caches, target), caches.faces.of(message));
}

async function groupOf({ group }: AppCaches, id: number): Promise<CachedGroup> {
  return group.peek(id) ?? (await group.get(id)) ?? goneGroup(id);
}
