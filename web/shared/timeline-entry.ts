import type { Entry, ServerFrames, WireMessage, WireUser } from '../../protocol/index.ts';
import type { Refusal, SendState, Unsent } from './draft.ts';

/** One line of a conversation as a screen shows it. */
export interface TimelineEntry {
  /** Stays the same from the first echo on: what a list keys its rows by. */
  readonly key: string;
  /** Place in the conversation; null until the server has given one. */
  readonly seq: number | null;
  readonly clientId: string;
  readonly isMine: boolean;
  readonly state: SendState | 'sent' | 'received';
  readonly refusal: Refusal | null;
  /** Until the server has confirmed it, `id` is empty and `create_time` is this device's. */
  readonly message: WireMessage;
}

/** A line with its place. */
export interface PlacedEntry extends TimelineEntry {
  readonly seq: number;
}

/** Whom an own message goes to, as far as it is known here. */
export type Addressee = Pick<WireUser, 'username' | 'nickname' | 'avatar'> | null;

/** A line the server has told. */
export function confirmed({ seq, client_id, message }: Entry, me: number | null): PlacedEntry {
  const isMine = message.from_id === me;
  const key = isMine && client_id ? client_id : `seq ${seq}`;
  return { key, seq, clientId: client_id, isMine, state: isMine ? 'sent' : 'received', refusal: null, message };
}

/** The local echo of a message on its way. */
export function echo(unsent: Unsent, me: WireUser | null, to: Addressee): TimelineEntry {
  const { clientId, state, refusal } = unsent;
  const message = ownMessage(unsent, me, to);
  return { key: clientId, seq: null, clientId, isMine: true, state, refusal, message };
}

/** The echo once the server has answered `sent`. */
export function settled(line: TimelineEntry, { id, seq, time }: ServerFrames['sent']): PlacedEntry {
  return { ...line, seq, state: 'sent', refusal: null, message: { ...line.message, id, create_time: time } };
}

function ownMessage(unsent: Unsent, me: WireUser | null, to: Addressee): WireMessage {
  return {
    id: '',
    from_id: me?.id ?? 0,
    from_name: nameOf(me),
    from_avatar: me?.avatar ?? '',
    to_id: unsent.to,
    to_name: nameOf(to),
    to_avatar: to?.avatar ?? '',
    chatType: unsent.chatType,
    type: unsent.type,
    data: unsent.data,
    options: unsent.options,
    create_time: unsent.time,
    isremove: 0,
  };
}

function nameOf(user: Addressee): string {
  return user ? user.nickname || user.username : '';
}
