import { NOBODY } from '../shared/unsent-store.ts';

/** Whom the host page says its visitor is: the JWT that the site's server made. */
export interface SiteUser {
  readonly token: string;
}

/** What became of `setUser`: `code` is a row of docs/errors.md or one of docs/widget.md, `text` is for whoever builds the site, in English. */
export type SiteAnswer = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly text: string };

/** How the panel stands on the host page. */
export interface Stand {
  readonly isOpen: boolean;
  /** Over the whole screen, as on a phone. */
  readonly isFull: boolean;
}

/** What the loader tells the panel at first. */
export interface Start extends Stand {
  readonly op: 'start';
  /** What the host page's storage holds of ours, by key. */
  readonly kept: Readonly<Record<string, string>>;
  /** UUID of the account that visitors write to; '' for the server's own choice. */
  readonly account: string;
  /** A language of RFC 5646; '' for the browser's. */
  readonly locale: string;
  /** `light` or `dark`; '' for the device's. */
  readonly theme: string;
  /** The panel was loaded anew a moment ago because it wished so: once more would not help. */
  readonly isRenewed: boolean;
}

/** From the loader on the host page to the panel in the frame. */
export type ToPanel =
  | Start
  | ({ readonly op: 'stand' } & Stand)
  /** Another tab kept something, or the answer to `ask`: there is a token. */
  | { readonly op: 'kept'; readonly key: string; readonly value: string | null }
  /** The answer to `ask`: nobody has a token, make one. */
  | { readonly op: 'register' }
  /** In one tab at a time; what the others have kept until then comes along. */
  | { readonly op: 'identify'; readonly user: SiteUser; readonly kept: Readonly<Record<string, string>> }
  | { readonly op: 'reset' };

/** From the panel to the loader. */
export type FromPanel =
  /** Wants a token, the one of an earlier visit or a new one. */
  | { readonly op: 'ask' }
  /** The answer to `register` when it did not work; else it is `keep` of the token. */
  | { readonly op: 'failed' }
  | { readonly op: 'keep'; readonly key: string; readonly value: string | null }
  | { readonly op: 'unread'; readonly count: number }
  /** A message came that is not being looked at; its place in the conversation tells it from others. */
  | { readonly op: 'ring'; readonly seq: number }
  /** The visitor wants the panel away. */
  | { readonly op: 'close' }
  /** The answer to `identify`; null where the server was not reached. */
  | { readonly op: 'identified'; readonly answer: SiteAnswer | null }
  /** A part of the panel is gone, as after an upgrade: it wants to be loaded anew. */
  | { readonly op: 'renew' }
  /** Something that whoever builds the site has to know. */
  | { readonly op: 'warn'; readonly text: string }
  /** The answer to `reset`: the session has ended. */
  | { readonly op: 'gone' };

/** The one message that a panel sends to its parent window: with it the loader hands over a port for everything else. */
export const HELLO = 'foyer panel';

/** The message that carries the port. */
export const WELCOME = 'foyer loader';

/** Keys of what is kept on the host page, beside those of the client. */
export const KEPT = {
  token: 'token',
  device: 'device',
  draft: 'draft',
  known: 'known',
  muted: 'muted',
  rang: 'rang',
  /** The client's, of messages that were written before there was a user. */
  unsent: `unsent.${NOBODY}`,
} as const;
