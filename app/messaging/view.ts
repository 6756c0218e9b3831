import type { Application } from '#kernel';
import type { WireMessage } from '../../protocol/index.ts';
import type { AppCaches, CachedUser } from '../cache.ts';
import type { StoredMessage } from './journal/draft.ts';
import { goneUser, presentMessage } from '../presenter/message.ts';

/** A conversation as one of its members stands in it. */
export interface Standpoint {
  readonly readerId: number;
  /** The name of its kind. */
  readonly kind: string;
  readonly conversationId: number;
  /** The other user of a single conversation. */
  readonly peerId: number;
}

/** A stored message as one of its readers sees it. */
export async function presentFor(app: Application, standpoint: Standpoint, message: StoredMessage): Promise<WireMessage> {
  return presentMessage(message, await app.kinds.of(standpoint.kind).sides(app, standpoint, message));
}

/** A user as the caches or SQL know it; what stands for one whose row is gone. */
export async function userOf({ user }: AppCaches, id: number): Promise<CachedUser> {
  return user.peek(id) ?? (await user.get(id)) ?? goneUser(id);
}
