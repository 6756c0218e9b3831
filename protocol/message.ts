import type { WireExtras } from './extra.ts';
import type { ChatType } from './kind.ts';

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

/** Type of what the system says; its `data` holds the text, `options.notice` the facts. */
export const NOTICE_TYPE = 'systemNotice';

/** The message object of the HTTP API and of both socket protocols. */
export interface WireMessage {
  /** UUIDv7; of a recall the id of the recalled message. */
  readonly id: string;
  /** A user, or a text that leads to where the published client handles a notice. */
  readonly from_id: number | string;
  readonly from_name: string;
  readonly from_avatar: string;
  /** The sender's uuid, by which the published client opens the profile; '' of what the system says. */
  readonly sendUUid: string;
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
  /** 1 for a recalled message, and for the notice that recalls it. */
  readonly isremove: 0 | 1;
  /** In a group only. */
  readonly group?: WireGroup;
  readonly actionType?: 'revoke';
  /** Where the published client goes when the notice is opened. */
  readonly redirect?: WireRedirect;
  /** Tells notices of one kind apart. */
  readonly msgidKey?: string;
  /** What units add to it, where they add something; not in what has just been sent. */
  readonly extras?: WireExtras;
}

/** A group as its messages name it; never with its members. */
export interface WireGroup {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  /** The announcement. */
  readonly remark: string;
  /** The owner. */
  readonly user_id: number;
  /** Who may join: 0 anyone, 1 whom the owner lets in, 2 visitors after signing in only. */
  readonly invite_confirm: number;
}

/** A page of the published client. */
export interface WireRedirect {
  readonly url: string;
  readonly type: string;
  readonly desc?: object;
  /** `avatar`: the row is changed, not added. */
  readonly doaction?: string;
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
