import type { ChatType, WireUpload } from '../../protocol/index.ts';

/** What a message says. */
export interface DraftContent {
  readonly type: string;
  readonly data: string;
}

/** A file that a message needs before it can go out. */
export interface UploadDraft {
  readonly file: Blob;
  readonly name: string;
  /** The message, once the file is there; `writeContent` makes it. What the server says of the file decides what it is (G74). */
  content(file: WireUpload): DraftContent;
}

/** A file on its way. */
export interface UploadState {
  /** For a preview from memory. */
  readonly file: Blob;
  readonly name: string;
  /** From 0 to 1. */
  readonly progress: number;
}

/** What someone wants to send. */
export interface Draft {
  /** `single` when absent. */
  readonly chatType?: ChatType;
  /** The other user, or the group. */
  readonly to: number;
  /** `text` when absent. With `upload` it is what the file seems to be until the server has seen it. */
  readonly type?: string;
  /** As it travels; `textData` makes it of words. With `upload` it is made when the file is there. */
  readonly data?: string;
  readonly options?: object | null;
  readonly upload?: UploadDraft;
}

/** How far one's own message is: `waiting` for its file, a connection or a retry, `sending` until the server answers. */
export type SendState = 'waiting' | 'sending' | 'failed';

/** Why the server did not take a message; `text` is for people, in their language. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
}

/** One's own message that the server has not confirmed yet. */
export interface UnsentMessage {
  /** UUID, made once: every try carries it, so that there is one message. */
  readonly clientId: string;
  readonly chatType: ChatType;
  readonly to: number;
  readonly type: string;
  readonly data: string;
  readonly options: object | null;
  /** When it was written, in ms by this device's clock. */
  readonly time: number;
  /** Time of the newest line that stood there then, in ms by the server's clock: it is behind that one, whatever the clocks say. */
  readonly after?: number;
  readonly state: SendState;
  /** The latest refusal: final when `failed`, otherwise the reason of the wait. */
  readonly refusal: Refusal | null;
  /** Its file on the way; null when there is none, or when it has arrived. */
  readonly upload: UploadState | null;
}
