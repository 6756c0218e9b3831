import { goneGroup, type AppCaches, type CachedGroup, type CachedUser } from './cache.ts';
import type { StoredMessage } from './journal/draft.ts';
import { goneUser, type View } from './presenter/message.ts';

/** A conversation as one of its members stands in it. */
export interface Standpoint {
  readonly readerId: number;
  readonly kind: string;
  readonly conversationId: number;
  /** The other user of a single conversation. */
  readonly peerId: number;
}

/** How a reader sees a message: its two sides, from the caches or SQL. */
export async function viewOf(
  caches: AppCaches,
  { readerId, kind, conversationId, peerId }: Standpoint,
  message: StoredMessage,
): Promise<View> {
  if (kind === 'system') return { kind, target: await userOf(caches, readerId) };
  if (kind === 'group') return { kind, sender: await userOf(caches, message.senderId), group: await groupOf(caches, conversationId) };
  const isMine = message.senderId === readerId;
  const [sender, target] = isMine ? [readerId, peerId] : [peerId, readerId];
  return { kind: 'single', sender: await userOf(caches, sender), target: await userOf(caches, target), face: caches.faces.of(message) };
}

/** A user as the caches or SQL know it; what stands for one whose row is gone. */
export async function userOf({ user }: AppCaches, id: number): Promise<CachedUser> {
  return user.peek(id) ?? (await user.get(id)) ?? goneUser(id);
}

async function groupOf({ group }: AppCaches, id: number): Promise<CachedGroup> {
  return group.peek(id) ?? (await group.get(id)) ?? goneGroup(id);
}
