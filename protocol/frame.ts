import type { WireExtras } from './extra.ts';
import type { ChatType } from './kind.ts';
import type { WireGroup, WireMessage, WireUser } from './message.ts';

/** Name of our sub-protocol; a second offered one, `token.<token>`, may carry the token. */
export const SUBPROTOCOL = 'foyer.1';
/** What a sub-protocol begins with that carries the token. */
export const TOKEN_PROTOCOL_PREFIX = 'token.';

/** Frames that a client sends, by `op`. See docs/protocol.md. */
export interface ClientFrames {
  hello: { readonly token?: string; readonly since?: number };
  send: {
    readonly client_id: string;
    readonly chat_type: ChatType;
    readonly to: number;
    readonly type: string;
    readonly data: string;
    readonly options?: object | null;
  };
  /** Cumulative count of `message` frames taken over on this connection. */
  ack: { readonly n: number };
  read: { readonly conversation: number; readonly seq: number };
  history: HistoryQuery & { readonly ref: number };
  conversations: { readonly ref: number; readonly before?: number; readonly limit?: number };
  /** What units add to messages from a seq on, which are here already; at most 200 seqs. */
  extras: { readonly ref: number; readonly conversation: number; readonly from: number; readonly limit?: number };
  /** Takes one's own message back, by its id. */
  recall: { readonly ref: number; readonly id: string };
  /** Shows the others that the user is typing; repeated every few seconds while that goes on. */
  typing: { readonly conversation: number };
  /** Friends to be told about, at most 200; the list replaces the one before. */
  presence: { readonly users: readonly number[] };
  ping: object;
}

/** A page of one conversation: before or after a seq (exclusive), else the newest. */
export interface HistoryQuery {
  readonly conversation?: number;
  readonly chat_type?: ChatType;
  readonly to?: number;
  readonly before?: number;
  readonly after?: number;
  readonly limit?: number;
}

/** One message at its place in a conversation. */
export interface Entry {
  readonly seq: number;
  readonly client_id: string;
  readonly message: WireMessage;
}

/** What a user has set for one conversation. */
export interface ConversationSettings {
  /** Stands before the others. */
  readonly pinned: boolean;
  /** Neither sound nor push, and not counted in the total. */
  readonly quiet: boolean;
  /** Marked as unread though it was read. */
  readonly marked: boolean;
}

/** A group in the list of one of its members. */
export interface ListedGroup extends WireGroup {
  /** How many members it has. */
  readonly count: number;
  /** The reader's own: 0 member, 1 admin, 2 owner. */
  readonly role: number;
  /** Only the owner and admins may write. */
  readonly muted: boolean;
  /** ms until when the reader may not write. */
  readonly muted_until: number;
  /** 1 open, 2 dissolved. */
  readonly status: number;
}

/** A row of the conversation list. */
export interface ConversationRow {
  readonly conversation: number;
  /** `system`: what the system tells this user alone. */
  readonly chat_type: ChatType | 'system';
  /** The other side of a single chat. */
  readonly peer: WireUser | null;
  /** The owner's own name for the peer, '' for none. */
  readonly remark: string;
  readonly group: ListedGroup | null;
  readonly last_seq: number;
  readonly read_seq: number;
  readonly delivered_seq: number;
  /** How far the other side has read, in a single chat. */
  readonly peer_read_seq: number;
  /** Others' messages after `read_seq`; 100 means "more than 99". */
  readonly unread: number;
  /** Where this user was last mentioned, 0 for nowhere; unread when it is greater than `read_seq`. */
  readonly mention_seq: number;
  readonly settings: ConversationSettings;
  readonly last: Entry | null;
  readonly time: number;
}

/** What the server takes of this user. */
export interface WireLimits {
  /** Bytes of a WebSocket message. */
  readonly payload: number;
  /** Bytes of JSON text that a `send` has room for as its data. */
  readonly data: number;
  /** Ms within which one may take a message back. */
  readonly recall: number;
  /** Bytes of one file, by what it is, and of all files together. */
  readonly upload: {
    readonly image: number;
    readonly audio: number;
    readonly video: number;
    readonly file: number;
    readonly total: number;
  };
}

/** Frames that the server sends, by `op`. */
export interface ServerFrames {
  welcome: {
    readonly user: WireUser;
    readonly session: number;
    readonly time: number;
    readonly heartbeat: number;
    readonly limits: WireLimits;
    /** Features that are on, by the names of their units; a server of 0.1 says none. */
    readonly units?: readonly string[];
    /** What units may add to messages, by name; absent where none does. */
    readonly extras?: readonly string[];
    /** Scripts that units bring to our own screens, by their addresses; absent where there is none. */
    readonly screens?: readonly string[];
  };
  ready: { readonly heads: readonly (readonly [conversation: number, lastSeq: number])[]; readonly time: number };
  sent: {
    readonly client_id: string;
    readonly id: string;
    readonly conversation: number;
    readonly seq: number;
    readonly time: number;
    /** What all see, where that is not what was sent. */
    readonly stored?: Pick<WireMessage, 'type' | 'data' | 'options'>;
  };
  refused: {
    readonly client_id: string;
    readonly code: string;
    readonly text: string;
    readonly retry: boolean;
    readonly after?: number;
  };
  message: Entry & { readonly conversation: number };
  history: { readonly ref: number; readonly conversation: number; readonly list: readonly Entry[]; readonly more: boolean };
  conversations: { readonly ref: number; readonly list: readonly ConversationRow[]; readonly more: boolean };
  /** Messages that are not in it have none. */
  extras: { readonly ref: number; readonly list: readonly (readonly [seq: number, extras: WireExtras])[] };
  /** The extras of a stored message are these from now on, and no others. */
  changed: { readonly conversation: number; readonly seq: number; readonly extras: WireExtras };
  recalled: { readonly ref: number; readonly id: string };
  read: { readonly conversation: number; readonly user: number; readonly seq: number };
  /** Set in another tab. */
  settings: ConversationSettings & { readonly conversation: number };
  /** The user is no member any more, or has hidden the conversation in another tab: it leaves the list. */
  gone: { readonly conversation: number };
  typing: { readonly conversation: number; readonly user: number };
  /** Of the friends that are watched: who came, and who went or is not there. */
  presence: { readonly online: readonly number[]; readonly offline: readonly number[] };
  pong: { readonly time: number };
  error: { readonly code: string; readonly text: string; readonly ref?: number; readonly after?: number };
}

/** A frame of a client; `op` tells which. */
export type ClientFrame = { [Op in keyof ClientFrames]: { readonly op: Op } & ClientFrames[Op] }[keyof ClientFrames];
/** A frame of the server; `op` tells which. */
export type ServerFrame = { [Op in keyof ServerFrames]: { readonly op: Op } & ServerFrames[Op] }[keyof ServerFrames];
