import { Service } from '#kernel';
import type { ConversationRow, ServerFrame } from '../../protocol/index.ts';
import type { Identity } from '../account/identity.ts';
import { fail } from '../error.ts';
import { readable } from '../group/readable.ts';
import type { ConversationChoice } from './history.ts';

/** What a user may change about a conversation of theirs; what is absent stays. */
export interface SettingChanges {
  readonly pinned?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Marks it as unread, or takes the mark away; the read cursor stays. */
  readonly unread?: boolean | undefined;
  /** Takes it out of the list until the next message. */
  readonly hidden?: boolean | undefined;
}

/** How members see their conversations; nobody else learns of it. */
export default class SettingService extends Service {
  /** The row as it is now, null when the list does not show it; one's tabs are told. Fails with conversation_not_found. */
  async set(author: Identity, choice: ConversationChoice, changes: SettingChanges): Promise<ConversationRow | null> {
    const { conversationId } = (await this.service.history.membership(author, choice)) ?? fail('conversation_not_found');
    const { user } = author;
    const isChanged = await this.#write(user.id, conversationId, changes);
    const row = await this.service.conversation.find(author, conversationId);
    if (isChanged) await this.app.chat.signals.toUsers([user.id], frameOf(conversationId, row));
    return row;
  }

  async #write(userId: number, conversationId: number, changes: SettingChanges): Promise<boolean> {
    const { hidden } = changes;
    const sets = COLUMNS.flatMap(([name, column]) => (changes[name] === undefined ? [] : [{ column, value: changes[name] ? 1 : 0 }]));
    const assignments = sets.map(({ column }) => `${column} = ?`);
    if (hidden !== undefined) assignments.push(hidden ? `hidden_seq = (SELECT last_seq FROM conversation WHERE id = ?)` : 'hidden_seq = 0');
    if (assignments.length === 0) return false;
    const values = [...sets.map(({ value }) => value), ...(hidden ? [conversationId] : []), userId, conversationId];
    await this.app.act({ userId }, (tx) =>
      tx.execute(
        `UPDATE member SET ${assignments.join(', ')} WHERE user_id = ? AND conversation_id = ? AND ${readable('conversation_id')}`,
        values,
      ),
    );
    return true;
  }
}

const COLUMNS = [
  ['pinned', 'is_pinned'],
  ['quiet', 'is_quiet'],
  ['unread', 'is_unread'],
] as const;

function frameOf(conversation: number, row: ConversationRow | null): ServerFrame {
  return row ? { op: 'settings', conversation, ...row.settings } : { op: 'gone', conversation };
}
