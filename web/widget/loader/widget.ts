import { KEPT, type FromPanel, type SiteAnswer, type SiteUser, type Stand, type ToPanel } from '../talk.ts';
import { Bell } from './bell.ts';
import { Frame } from './frame.ts';
import { HostStore } from './host-store.ts';
import { Launcher, type Phase } from './launcher.ts';
import type { Settings } from './settings.ts';
import { Title } from './title.ts';
import { wordsIn } from './words.ts';

/** How long others wait for a tab that makes an identity, in ms. */
const REGISTERING = 15_000;
/** Until a panel that did not come is asked for again, in ms; at once when the network is back. */
const RETRY = 5000;
/** A panel that was loaded anew by its own wish is not so again within so many ms: between nodes of two versions it would never end. */
const RENEWAL = 60_000;

const NO_TOKEN: SiteAnswer = {
  ok: false,
  code: 'identity_wrong',
  text: 'setUser takes {token}: a JWT that the server of the site has made, see docs/widget.md',
};

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
  #stopTrying = (): void => {};
  /** Ends the wait of other tabs for an identity. */
  #settled = (): void => {};
  #answered = (_answer: SiteAnswer | null): void => {};
  #gone = (): void => {};
  /** Counts calls of `setUser` and `reset`: the last one holds. */
  #turn = 0;
  #renewedAt = -RENEWAL;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#store = new HostStore(settings.account);
    this.#launcher = new Launcher({
      settings,
      toggled: () => (this.#isOpen ? this.close() : this.open()),
      closed: () => this.close(),
      again: () => {
        this.#again('wait');
        this.open();
      },
      resized: () => this.#tellStand(),
    });
    this.#store.watch((key, value) => this.#keptElsewhere(key, value));
    this.#launcher.appear();
    // Whoever was here before may have been answered, or has written something that nobody took yet.
    if (this.#store.get(KEPT.token) !== null || this.#store.get(KEPT.unsent) !== null) whenIdle(() => this.#load());
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

  /** The host page knows its visitor. It is asked until the server has answered, however long that is away. */
  async setUser(user: unknown): Promise<SiteAnswer> {
    if (!isSiteUser(user)) return told(NO_TOKEN);
    const turn = ++this.#turn;
    await new Promise<void>((resolve) => whenIdle(resolve));
    while (turn === this.#turn) {
      const answer = await this.#alone(() => this.#identify(user));
      if (answer) return told(answer);
      await nextTry();
    }
    return { ok: false, code: 'replaced', text: 'another setUser or a reset came in between' };
  }

  /** Signs the visitor out and forgets everything here: for the next person at this browser. */
  async reset(): Promise<void> {
    this.#turn++;
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

  #load(phase: Phase = 'wait'): Frame {
    if (this.#frame) return this.#frame;
    const { server, account, locale, theme } = this.#settings;
    this.#launcher.phase(phase);
    const frame = new Frame({
      server,
      place: this.#launcher.place,
      title: wordsIn(locale)('panel'),
      start: () => ({
        op: 'start',
        kept: this.#store.all(),
        account,
        locale,
        theme,
        ...this.#stand,
        isRenewed: performance.now() - this.#renewedAt < RENEWAL,
      }),
      heard: (message) => this.#heard(message),
      ready: () => {
        this.#launcher.phase('ready');
        if (this.#isOpen) frame.element.focus();
      },
      away: () => this.#away(),
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

  /** Nobody has to press a button: it is tried again by itself, with the same words on the screen. */
  #away(): void {
    this.#launcher.phase('away');
    const again = (): void => this.#again('away');
    const timer = setTimeout(again, RETRY);
    addEventListener('online', again);
    this.#stopTrying = () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }

  #again(phase: Phase): void {
    this.#drop();
    this.#load(phase);
  }

  #drop(): void {
    this.#stopTrying();
    this.#answered(null);
    this.#frame?.remove();
    this.#frame = null;
  }

  #forget(): void {
    this.#drop();
    this.#count(0);
    this.close();
  }

  #heard(message: FromPanel): void {
    switch (message.op) {
      case 'ask':
        return void this.#token();
      case 'keep':
        return this.#keep(message);
      case 'failed':
        return this.#settled();
      case 'identified':
        return this.#answered(message.answer);
      case 'renew':
        this.#renewedAt = performance.now();
        return this.#again('wait');
      case 'unread':
        return this.#count(message.count);
      case 'ring':
        return this.#ring(message.seq);
      case 'close':
        return this.close();
      case 'warn':
        return console.warn(`Foyer: ${message.text}`); // oxlint-disable-line no-console
      case 'gone':
        return this.#gone();
    }
  }

  #keep({ key, value }: Extract<FromPanel, { op: 'keep' }>): void {
    this.#store.set(key, value);
    if (key === KEPT.token && value !== null) this.#settled();
  }

  #token(): Promise<void> {
    return this.#alone(async () => {
      const kept = this.#store.get(KEPT.token);
      if (kept === null) return this.#ask({ op: 'register' });
      return this.#load().tell({ op: 'kept', key: KEPT.token, value: kept });
    });
  }

  /** One tab at a time asks for another identity, so that tabs that open together are one visitor and do not end each other's session. */
  async #alone<Value>(work: () => Promise<Value>): Promise<Value> {
    // Pages without https have no locks, and where site data is blocked a browser refuses them.
    if (!('locks' in navigator)) return work();
    let done: Promise<Value> | undefined;
    const once = (): Promise<Value> => (done ??= work());
    await navigator.locks.request(this.#store.lock, once).catch(once);
    return once();
  }

  /** Asks the panel to become this user; null where nothing came of it. */
  #identify(user: SiteUser): Promise<SiteAnswer | null> {
    const answered = new Promise<SiteAnswer | null>((resolve) => (this.#answered = resolve));
    this.#load().tell({ op: 'identify', user, kept: this.#store.all() });
    return Promise.race([answered, pause(REGISTERING).then(() => null)]);
  }

  /** Waits for the panel's answer, for so long. */
  #ask(message: ToPanel): Promise<void> {
    const settled = new Promise<void>((resolve) => (this.#settled = resolve));
    this.#load().tell(message);
    return Promise.race([settled, pause(REGISTERING)]);
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

function isSiteUser(user: unknown): user is SiteUser {
  return typeof user === 'object' && user !== null && 'token' in user && typeof user.token === 'string';
}

/** Tells whoever builds the site. What of a form would be missing or too long is no token here. */
function told(given: SiteAnswer): SiteAnswer {
  const answer = !given.ok && given.code.startsWith('input_') ? NO_TOKEN : given;
  if (!answer.ok) console.warn(`Foyer: setUser was refused (${answer.code}): ${answer.text}`); // oxlint-disable-line no-console
  return answer;
}

/** The network is back, or a while has passed. */
async function nextTry(): Promise<void> {
  const over = new AbortController();
  const online = new Promise<void>((resolve) => addEventListener('online', () => resolve(), over));
  await Promise.race([online, pause(RETRY)]);
  over.abort();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
