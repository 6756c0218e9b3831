import { useI18n } from 'vue-i18n';
import { traitsOf, type Conversation, type ConversationKind, type TimelineEntry } from '../../../shared/index.ts';
import { shownName } from '../../composables/shown-name.ts';
import { useContacts } from '../../stores/contacts.ts';

/** What things and people are called in the reader's language and by the reader's own remarks. */
export interface Names {
  /** Of a conversation, never ''. */
  readonly title: (conversation: Conversation) => string;
  /** Of a user; `fallback` is what the message says. */
  readonly person: (id: number | string, fallback: string) => string;
  /** Of who wrote a line, "you" for oneself. */
  readonly author: (line: TimelineEntry) => string;
}

/** How views name people. */
export function useNames(): Names {
  const { t } = useI18n();
  const contacts = useContacts();
  return { title, person, author };

  function title({ kind, face, peerId, last }: Conversation): string {
    const { picture } = traitsOf(kind);
    if (picture === null) return t('chat.system');
    if (face.title) return picture === 'group' ? face.title : shownName(face.title);
    if (picture === 'group') return last?.message.to_name || t('chat.someGroup', { id: peerId });
    const friend = contacts.nameOf(peerId);
    if (friend) return friend;
    return (last && !last.isMine && last.kind === 'message' && shownName(last.message.from_name)) || t('chat.stranger', { id: peerId });
  }

  /** A friend is called as one likes. */
  function person(id: number | string, fallback: string): string {
    return (typeof id === 'number' && contacts.nameOf(id)) || shownName(fallback);
  }

  function author({ isMine, message }: TimelineEntry): string {
    return isMine ? t('chat.you') : person(message.from_id, message.from_name);
  }
}

/** Where a conversation is shown. */
export function addressOf({ kind, peerId }: Pick<Conversation, 'kind' | 'peerId'>): { name: string; params: Record<string, string> } {
  return { name: 'conversation', params: { chatType: kind, peerId: String(peerId) } };
}

/** What a conversation is called where things are kept by it. */
export function keyOf({ kind, peerId }: { readonly kind: ConversationKind; readonly peerId: number }): string {
  return `${kind}:${peerId}`;
}
