import { KEPT, type FromPanel, type SiteUser, type Stand } from '../talk.ts';
import { Bell } from './bell.ts';
import { Frame } from './frame.ts';
import { HostStore } from './host-store.ts';
import { Launcher } from './launcher.ts';
import type { Settings } from './settings.ts';
import { Title } from './title.ts';
import { wordsIn } from './words.ts';

/** How long others wait for a tab that makes an identity, in ms. */
const REGISTERING = 15_000;

/** The widget on a host page: the launcher, and the panel once it is needed. */
export class Widget {
  readonly #settings: Settings;
  readonly #store: HostStore;
  readonly #launcher: Launcher;
  readonly #title = new Title();
  readonly #bell = new Bell();
  readonly #listeners = new Set<(count: number) => void>();
  #frame: Frame | null = null;
  #isOpen = false;
  #unread = 0;
  /** Ends the wait of other tabs for an identity. */
  #settled = (): void => {};
  #gone = (): void => {};

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#store = new HostStore(settings.account);
    this.#launcher = new Launcher({
      settings,
      toggled: () => (this.#isOpen ? this.close() : this.open()),
      closed: () => this.close(),
      again: () => this.#again(),
      resized: () => this.#tellStand(),
    });
    this.#store.watch((key, value) => this.#keptElsewhere(key, value));
    this.#launcher.appear();
    // Whoever was here before may have been answered.
    if (this.#store.get(KEPT.token) !== null) whenIdle(() => this.#load());
  }

  open(): void {
    this.#isOpen = true;
    this.#launcher.open(true);
    this.#load().element.focus();
    this.#tellStand();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#launcher.open(false);
    this.#launcher.focus();
    this.#tellStand();
  }

  /** The host page knows its visitor. */
  setUser(user: SiteUser): void {
    whenIdle(() => this.#load().tell({ op: 'identify', user }));
  }

  /** Signs the visitor out and forgets everything here: for the next person at this browser. */
  async reset(): Promise<void> {
    if (this.#store.get(KEPT.token) !== null) {
      const frame = this.#load();
      const gone = new Promise<void>((resolve) => (this.#gone = resolve));
      frame.tell({ op: 'reset' });
      await Promise.race([gone, pause(3000)]);
    }
    this.#forget();
    this.#store.clear();
  }

  /** Calls `listener` with the number of unread messages, now and when it changes; the returned function ends it. */
  onUnread(listener: (count: number) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#unread);
    return () => this.#listeners.delete(listener);
  }

  #load(): Frame {
    if (this.#frame) return this.#frame;
    const { server, account, locale, theme } = this.#settings;
    this.#launcher.phase('wait');
    const frame = new Frame({
      server,
      place: this.#launcher.place,
      title: wordsIn(locale)('panel'),
      start: () => ({ op: 'start', kept: this.#store.all(), account, locale, theme, ...this.#stand }),
      heard: (message) => this.#heard(message),
      ready: () => this.#launcher.phase('ready'),
      away: () => this.#launcher.phase('away'),
    });
    this.#frame = frame;
    return frame;
  }

  get #stand(): Stand {
    return { isOpen: this.#isOpen, isFull: this.#launcher.isFull };
  }

  #tellStand(): void {
    this.#frame?.tell({ op: 'stand', ...this.#stand });
  }

  #again(): void {
    this.#frame?.remove();
    this.#frame = null;
    this.open();
  }

  #forget(): void {
    this.#frame?.remove();
    this.#frame = null;
    this.#count(0);
    this.close();
  }

  #heard(message: FromPanel): void {
    switch (message.op) {
      case 'ask':
        return void this.#token();
      case 'keep':
        this.#store.set(message.key, message.value);
        if (message.key === KEPT.token) this.#settled();
        return undefined;
      case 'failed':
        return this.#settled();
      case 'unread':
        return this.#count(message.count);
      case 'ring':
        return this.#ring(message.seq);
      case 'close':
        return this.close();
      case 'refused':
        // For who builds the site: its visitors go on as they were.
        return console.warn(`Foyer.setUser was refused: ${message.text}`); // oxlint-disable-line no-console
      case 'gone':
        return this.#gone();
    }
  }

  /** One tab at a time looks for a token, so that tabs that open together are one visitor. */
  async #token(): Promise<void> {
    const look = async (): Promise<void> => {
      const kept = this.#store.get(KEPT.token);
      if (kept !== null) return this.#frame?.tell({ op: 'kept', key: KEPT.token, value: kept });
      const settled = new Promise<void>((resolve) => (this.#settled = resolve));
      this.#frame?.tell({ op: 'register' });
      return Promise.race([settled, pause(REGISTERING)]);
    };
    // Pages without https have no locks.
    if ('locks' in navigator) await navigator.locks.request(this.#store.lock, look);
    else await look();
  }

  #keptElsewhere(key: string, value: string | null): void {
    if (key === KEPT.token && value === null) return this.#forget();
    if (key === KEPT.token && !this.#frame) return whenIdle(() => this.#load());
    return this.#frame?.tell({ op: 'kept', key, value });
  }

  #count(count: number): void {
    if (count === this.#unread) return;
    this.#unread = count;
    this.#launcher.count(count);
    this.#title.count(count);
    for (const listener of this.#listeners) listener(count);
  }

  /** Of several tabs one rings. */
  #ring(seq: number): void {
    if (seq <= Number(this.#store.get(KEPT.rang) ?? 0)) return;
    this.#store.set(KEPT.rang, String(seq));
    if (this.#settings.hasSound && this.#store.get(KEPT.muted) === null) this.#bell.ring();
  }
}

function whenIdle(callback: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => callback(), { timeout: 4000 });
  else setTimeout(callback, 200);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
