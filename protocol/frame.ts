import type { ChatType, WireMessage, WireUser } from './message.ts';

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

/** A row of the conversation list. */
export interface ConversationRow {
  readonly conversation: number;
  readonly chat_type: ChatType;
  readonly peer: WireUser;
  readonly last_seq: number;
  readonly read_seq: number;
  readonly delivered_seq: number;
  /** How far the other side has read, in a single chat. */
  readonly peer_read_seq: number;
  /** Others' messages after `read_seq`; 100 means "more than 99". */
  readonly unread: number;
  readonly last: Entry | null;
  readonly time: number;
}

/** Frames that the server sends, by `op`. */
export interface ServerFrames {
  welcome: {
    readonly user: WireUser;
    readonly session: number;
    readonly time: number;
    readonly heartbeat: number;
    readonly limits: { readonly payload: number; readonly data: number };
  };
  ready: { readonly heads: readonly (readonly [conversation: number, lastSeq: number])[]; readonly time: number };
  sent: {
    readonly client_id: string;
    readonly id: string;
    readonly conversation: number;
    readonly seq: number;
    readonly time: number;
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
  read: { readonly conversation: number; readonly user: number; readonly seq: number };
  pong: { readonly time: number };
  error: { readonly code: string; readonly text: string; readonly ref?: number; readonly after?: number };
}

/** A frame of a client; `op` tells which. */
export type ClientFrame = { [Op in keyof ClientFrames]: { readonly op: Op } & ClientFrames[Op] }[keyof ClientFrames];
/** A frame of the server; `op` tells which. */
export type ServerFrame = { [Op in keyof ServerFrames]: { readonly op: Op } & ServerFrames[Op] }[keyof ServerFrames];
