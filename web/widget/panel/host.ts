import type { ClientStorage } from '../../shared/index.ts';
import type { SiteUser, Stand } from '../talk.ts';

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
  identify(user: SiteUser): void;
  /** To sign out and forget. */
  reset(): Promise<void>;
}

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
  /** The kept token, or the one that `register` makes: in one tab at a time. Rejects when none could be made. */
  token(register: () => Promise<string>): Promise<string>;
  close(): void;
  unread(count: number): void;
  ring(seq: number): void;
  /** A user of the site was refused. */
  refused(text: string): void;
  listen(listener: HostListener): void;
}
