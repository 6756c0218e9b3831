import type { Entry, WireMessage } from '../../../protocol/index.ts';
import type { Conversation } from '../../../web/shared/conversation.ts';
import { confirmed, type PlacedEntry } from '../../../web/shared/timeline-entry.ts';

/** An entry as the server tells it: from user 2 to user 1 unless said otherwise. */
export function entry(seq: number, message: Partial<WireMessage> = {}): Entry {
  const ids = { id: `id-${seq}`, from_id: 2, to_id: 1 };
  const names = { from_name: 'bob', from_avatar: '', sendUUid: '', to_name: 'ann', to_avatar: '' };
  const content = { chatType: 'single', type: 'text', data: `text ${seq}`, options: null, create_time: 1000 + seq, isremove: 0 } as const;
  return { seq, client_id: `client-${seq}`, message: { ...ids, ...names, ...content, ...message } };
}

/** The line of an entry on user 1's screen. */
export function line(seq: number, message: Partial<WireMessage> = {}): PlacedEntry {
  return confirmed(entry(seq, message), 1);
}

/** Lines of a span, both ends included. */
export function lines(from: number, to: number): PlacedEntry[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => line(from + i));
}

/** What a conversation shows, each line as `seq state text`. */
export function shown(conversation: Conversation): string[] {
  return conversation.lines.map(({ seq, state, message }) => `${seq} ${state} ${String(message.data)}`);
}
