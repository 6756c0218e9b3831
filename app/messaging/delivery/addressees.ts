import type { Sql } from '../../../engine/sql.ts';
import type { AppCaches } from '../../cache.ts';

/** Whom something in a conversation is for: a group, as of a version of its rights, or the few members of anything else. */
export type Addressees =
  | { readonly kind: 'group'; readonly groupId: number; readonly aclVersion: number }
  | { readonly kind: 'users'; readonly userIds: readonly number[] };

/** What addressees are found with. */
export interface AddresseeSource {
  readonly sql: Sql;
  readonly groups: AppCaches['group'];
}

/** All members of a conversation: of a group from memory once it is known, however many there are. */
export async function addresseesOf({ sql, groups }: AddresseeSource, conversationId: number): Promise<Addressees> {
  const known = groups.peek(conversationId);
  const rows = known ? [] : await sql.query<{ id: number }>(MEMBERS, [conversationId]);
  if (rows.length > 0) return { kind: 'users', userIds: rows.map(({ id }) => id) };
  const group = known ?? (await groups.get(conversationId));
  return group ? { kind: 'group', groupId: group.id, aclVersion: group.aclVersion } : { kind: 'users', userIds: [] };
}

const MEMBERS = `SELECT k.user_id AS id FROM conversation c JOIN member k ON k.conversation_id = c.id WHERE c.id = ? AND c.kind <> 'group'`;
