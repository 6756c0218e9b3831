import {
  NOTICE_TYPE,
  type ConversationRow,
  type Entry,
  type ListedGroup,
  type WireMessage,
  type WireUser,
} from '../../../protocol/index.ts';
import { BARE_ROW } from './bare-row.ts';

/** A conversation of the fake server. */
export interface Room {
  readonly id: number;
  readonly group: ListedGroup | null;
  readonly members: readonly number[];
  readonly entries: Entry[];
  readonly read: Map<number, number>;
}

/** A room in the list of one of its members. */
export function fakeRow(
  { id, group, members, entries, read }: Room,
  user: WireUser,
  users: ReadonlyMap<string, WireUser>,
): ConversationRow {
  const other = group ? 0 : (members.find((member) => member !== user.id) ?? 0);
  const peer = [...users.values()].find((candidate) => candidate.id === other) ?? null;
  const [last, read_seq] = [entries.at(-1) ?? null, read.get(user.id) ?? 0];
  const unread = entries.filter(({ seq, message }) => seq > read_seq && message.from_id !== user.id && !isNotice(message)).length;
  const cursors = { last_seq: entries.length, read_seq, delivered_seq: 0, peer_read_seq: read.get(other) ?? 0 };
  return {
    ...BARE_ROW,
    conversation: id,
    chat_type: peer ? 'single' : chatTypeOf(group),
    peer,
    group,
    ...cursors,
    unread,
    mention_seq: entries.findLast(({ message }) => callsFor(message, user.id))?.seq ?? 0,
    last,
    time: last?.message.create_time ?? 0,
  };
}

/** As the server marks a call in a group, by name or of all. */
function callsFor({ from_id, options }: WireMessage, id: number): boolean {
  const mention: unknown = options && 'mention' in options ? options.mention : null;
  const { users, all }: { users?: unknown; all?: unknown } = typeof mention === 'object' && mention !== null ? mention : {};
  return from_id !== id && (all === true || (Array.isArray(users) && users.includes(id)));
}

function isNotice({ type }: WireMessage): boolean {
  return type === NOTICE_TYPE;
}

function chatTypeOf(group: ListedGroup | null): ConversationRow['chat_type'] {
  return group ? 'group' : 'system';
}
