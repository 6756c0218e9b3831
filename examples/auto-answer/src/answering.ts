import type { Language } from '@foyer-chat/foyer/app';

/** An answer that is put off: who gives it to whom, and to what. No words, which the configuration has. */
export interface Answering {
  readonly as: number;
  readonly to: number;
  readonly conversation: number;
  /** Of the message that is answered. */
  readonly seq: number;
  /** ms since 1970, of that message. */
  readonly at: number;
  readonly language: Language;
  /** Where it stands in the list; -1: that it is closed. */
  readonly answer: number;
}
