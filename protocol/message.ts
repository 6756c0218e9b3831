/** Kinds of chat. */
export type ChatType = 'single' | 'group';

/** Types of message that a client may send; others are the system's. */
export const CLIENT_MESSAGE_TYPES = [
  'text',
  'iconMenus',
  'emoji',
  'image',
  'audio',
  'video',
  'file',
  'link',
  'news',
  'card',
  'redpacket',
  'custom',
] as const;

/** One of them. */
export type ClientMessageType = (typeof CLIENT_MESSAGE_TYPES)[number];

/** The message object of the HTTP API and of both socket protocols. */
export interface WireMessage {
  /** UUIDv7. */
  readonly id: string;
  readonly from_id: number;
  readonly from_name: string;
  readonly from_avatar: string;
  readonly to_id: number;
  readonly to_name: string;
  readonly to_avatar: string;
  readonly chatType: ChatType;
  readonly type: string;
  /** As it was sent; system messages carry an object. */
  readonly data: unknown;
  readonly options: object | null;
  /** Milliseconds since 1970, by the server's clock. */
  readonly create_time: number;
  readonly isremove: 0 | 1;
}

/** What one sees of another user. */
export interface WireUser {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly nickname: string;
  readonly avatar: string;
  readonly role: 'visitor' | 'user' | 'admin';
}
