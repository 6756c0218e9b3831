import type { ChatType } from '../../protocol/index.ts';

/** What someone wants to send. */
export interface Draft {
  /** `single` when absent. */
  readonly chatType?: ChatType;
  /** The other user, or the group. */
  readonly to: number;
  /** `text` when absent. */
  readonly type?: string;
  /** As it travels; `textData` makes it of words. */
  readonly data: string;
  readonly options?: object | null;
}

/** How far one's own message is: `waiting` for a connection or a retry, `sending` until the server answers. */
export type SendState = 'waiting' | 'sending' | 'failed';

/** Why the server did not take a message; `text` is for people, in their language. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

/** One's own message that the server has not confirmed yet. */
export interface Unsent {
  /** UUID, made once: every try carries it, so that there is one message. */
  readonly clientId: string;
  readonly chatType: ChatType;
  readonly to: number;
  readonly type: string;
  readonly data: string;
  readonly options: object | null;
  /** When it was written, in ms by this device's clock. */
  readonly time: number;
  readonly state: SendState;
  /** The latest refusal: final when `failed`, otherwise the reason of the wait. */
  readonly refusal: Refusal | null;
}
