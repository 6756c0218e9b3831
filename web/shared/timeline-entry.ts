import { NOTICE_TYPE, type Entry, type ServerFrames, type WireMessage, type WireUser } from '../../protocol/index.ts';
import type { Refusal, SendState, UnsentMessage, UploadState } from './draft.ts';
import { noticeOf, type Notice } from './notice.ts';

/** What people wrote, what the system tells, and what stands where a message was taken back. */
export type LineKind = 'message' | 'notice' | 'recalled';

/** One line of a conversation as a screen shows it. */
export interface TimelineEntry {
  /** Stays the same from the first echo on: what a list keys its rows by. */
  readonly key: string;
  /** Place in the conversation; null until the server has given one. */
  readonly seq: number | null;
  readonly clientId: string;
  readonly kind: LineKind;
  readonly isMine: boolean;
  /** Whether it calls the user by name, or all. */
  readonly isMention: boolean;
  /** The facts of what is no message. */
  readonly notice: Notice | null;
  /** How far its file is, while that is on its way. */
  readonly upload: UploadState | null;
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
  const notice = noticeOf(message);
  const state = isMine ? 'sent' : 'received';
  const isMention = !isMine && notice === null && calls(message, me);
  return {
    key,
    seq,
    clientId: client_id,
    kind: kindOf(message, notice),
    isMine,
    isMention,
    notice,
    upload: null,
    state,
    refusal: null,
    message,
  };
}

/** The local echo of a message on its way. */
export function echo(unsent: UnsentMessage, me: WireUser | null, to: Addressee): TimelineEntry {
  const { clientId, state, refusal, upload } = unsent;
  const message = ownMessage(unsent, me, to);
  const own = { kind: 'message', isMine: true, isMention: false, notice: null } as const;
  return { key: clientId, seq: null, clientId, ...own, upload, state, refusal, message };
}

/** The echo once the server has answered `sent`: what was stored is what all see, the sender too. */
export function settled(line: TimelineEntry, { id, seq, time, stored }: ServerFrames['sent']): PlacedEntry {
  return { ...line, seq, state: 'sent', refusal: null, upload: null, message: { ...line.message, ...stored, id, create_time: time } };
}

function kindOf({ type, isremove }: WireMessage, notice: Notice | null): LineKind {
  if (isremove === 1) return 'recalled';
  return notice || type === NOTICE_TYPE ? 'notice' : 'message';
}

function calls({ options }: WireMessage, me: number | null): boolean {
  const mention: unknown = options && 'mention' in options ? options.mention : null;
  if (typeof mention !== 'object' || mention === null) return false;
  const users = 'users' in mention && Array.isArray(mention.users) ? mention.users : [];
  return ('all' in mention && mention.all === true) || users.includes(me);
}

function ownMessage(unsent: UnsentMessage, me: WireUser | null, to: Addressee): WireMessage {
  return {
    id: '',
    from_id: me?.id ?? 0,
    from_name: nameOf(me),
    from_avatar: me?.avatar ?? '',
    sendUUid: me?.uuid ?? '',
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
