/** Whom the host page says its visitor is; `signature` is the hex HMAC-SHA256 of `id` that the site's server made. */
export interface SiteUser {
  readonly id: string;
  readonly signature: string;
  readonly nickname?: string;
  readonly avatar?: string;
}

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
}

/** From the loader on the host page to the panel in the frame. */
export type ToPanel =
  | Start
  | ({ readonly op: 'stand' } & Stand)
  /** Another tab kept something, or the answer to `ask`: there is a token. */
  | { readonly op: 'kept'; readonly key: string; readonly value: string | null }
  /** The answer to `ask`: nobody has a token, make one. */
  | { readonly op: 'register' }
  | { readonly op: 'identify'; readonly user: SiteUser }
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
  /** The server did not take a user of the site. */
  | { readonly op: 'refused'; readonly text: string }
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
  role: 'role',
  muted: 'muted',
  rang: 'rang',
} as const;
