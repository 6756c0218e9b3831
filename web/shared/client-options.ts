import type { ConversationRow, ServerFrame, ServerFrames, WireUser } from '../../protocol/index.ts';
import type { Conversation } from './conversation.ts';
import type { Environment } from './environment.ts';
import type { Notice } from './notice.ts';
import type { TimelineLimits } from './timeline.ts';
import type { PlacedEntry } from './timeline-entry.ts';
import type { ClientStorage } from './unsent-store.ts';
import type { Uploader } from './uploads.ts';

/** What a user may change about a conversation; what is absent stays. */
export interface SettingChanges {
  readonly pinned?: boolean;
  readonly quiet?: boolean;
  /** Marks it as unread, or takes the mark away. */
  readonly unread?: boolean;
  /** Takes it out of the list until the next message. */
  readonly hidden?: boolean;
}

/** Sets them over HTTP; the row as it is then, null when the list does not show it. */
export type Setter = (conversation: number, changes: SettingChanges) => Promise<ConversationRow | null>;

/** What a screen may truthfully say: `up_to_date` only after the server handed over everything and no hole is left; `connecting` also between two tries. */
export type ClientState = 'offline' | 'connecting' | 'catching_up' | 'up_to_date' | 'signed_out' | 'stopped';

/** What a client is made of; parts of the environment may be replaced. */
export interface ClientOptions extends Partial<Environment> {
  /** Address of the socket, for example `wss://chat.example/ws`. */
  readonly url: string;
  /** Asked before each connect; null means that nobody is signed in. A rejection is tried again later. */
  getToken(): Promise<string | null>;
  /** Lets unsent messages survive a reload; keys are few and begin with `user`, `units` or `unsent`. */
  readonly storage?: ClientStorage;
  /** Needed to send files; `uploader` makes one. */
  readonly upload?: Uploader;
  /** Needed for `set`; `UserApi.conversations.set` is one. */
  readonly set?: Setter;
  /** Messages to one conversation that may wait for their answer at a time. 1 (the default) keeps the order even when one is refused for a while. */
  readonly window?: number;
  /** Conversations whose lines are kept; opening one more drops those of the longest unopened. 12 by default. */
  readonly keep?: number;
  /** 1,000 lines per conversation and holes of 500 by default. */
  readonly limits?: TimelineLimits;
}

/** Frames of units that answer no question, by `frame:` and their name. */
export type FrameEvents = { [Op in keyof ServerFrames as `frame:${Op}`]: { readonly op: Op } & ServerFrames[Op] };

/** Events of a client. `state`, `conversation` and `list` come once per turn, after all that the turn changed. */
export interface ClientEvents extends FrameEvents {
  /** The state or the time of the next try changed. */
  state: ClientState;
  /** Lines, cursors or counts of this conversation changed. */
  conversation: Conversation;
  /** Order, names or counts of the list changed. */
  list: readonly Conversation[];
  /** A message came that was not here before, one's own of another tab included. */
  message: { readonly conversation: Conversation; readonly line: PlacedEntry };
  /** The system told something that was not here before; recalls are not among it. */
  notice: { readonly conversation: Conversation; readonly line: PlacedEntry; readonly notice: Notice };
  /** A conversation was hidden in another tab, or its membership ended. */
  gone: Conversation;
  /** Who of those watched is online. */
  presence: ReadonlySet<number>;
  sent: ServerFrames['sent'];
  refused: ServerFrames['refused'];
  /** A failure that belongs to no question, told by the server. */
  error: { readonly code: string; readonly text: string };
  /** The server's clock is ahead of this device's by another number of ms than before: one of them was set. */
  clock: number;
  /** Which features of the server are on, at each connect. */
  units: ReadonlySet<string>;
  /** A frame that is not known by type, as it came. */
  [frame: `frame:${string}`]: ServerFrame;
  /** Who is signed in, when the server says what was not known: somebody else, whose conversations are others, or the same with another name, picture or role. */
  user: WireUser;
}
