import type { ClientStorage } from '../../shared/index.ts';
import type { SiteAnswer, SiteUser, Stand } from '../talk.ts';

/** What the page around the panel has set. */
export interface PanelSettings {
  readonly account: string;
  readonly locale: string;
  readonly theme: string;
}

/** What the panel hears of the page around it. */
export interface HostListener {
  /** Another tab kept a token, or signed out with null. */
  token(value: string | null): void;
  /** Resolves when the server has answered; with null where it was not reached. */
  identify(user: SiteUser): Promise<SiteAnswer | null>;
  /** To sign out and forget. */
  reset(): Promise<void>;
}

/** Hears what another tab kept under a key; null where it took that away. */
export type KeptListener = (value: string | null) => void;

/** The page that the panel belongs to: another site's, or its own. */
export interface Host {
  readonly settings: PanelSettings;
  /** Reactive. */
  readonly stand: Stand;
  readonly storage: ClientStorage;
  /** Whether there is something to close to. */
  readonly isFramed: boolean;
  /** Why the session of another device could not be taken along; '' when it could, or none was to be. */
  readonly trouble: string;
  /** Whether the panel was loaded anew a moment ago by its own wish. */
  readonly isRenewed: boolean;
  /** The kept token, or the one that `register` makes: in one tab at a time. Rejects when none could be made. */
  token(register: () => Promise<string>): Promise<string>;
  /** Calls `listener` when another tab keeps something under this key; the returned function ends it. */
  watch(key: string, listener: KeptListener): () => void;
  /** Loads the panel anew. */
  renew(): void;
  close(): void;
  unread(count: number): void;
  ring(seq: number): void;
  /** For whoever builds the site, in English. */
  warn(text: string): void;
  listen(listener: HostListener): void;
}
