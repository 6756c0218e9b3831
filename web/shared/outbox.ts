import type { ChatType, ClientFrames, ServerFrames } from '../../protocol/index.ts';
import { pause } from './backoff.ts';
import type { Draft, DraftContent, Refusal, UnsentMessage } from './draft.ts';
import type { Cancel, Environment } from './environment.ts';
import { Lane, type Item } from './lane.ts';
import type { UnsentStore } from './unsent-store.ts';
import { Uploads, type Uploader } from './uploads.ts';
import { uuid } from './uuid.ts';
import { byteLength } from './wire.ts';

/** A try that got no answer on an open connection for so long, in ms, is repeated. */
export const ANSWER_DUE = 10_000;

interface OutboxOptions {
  readonly environment: Pick<Environment, 'now' | 'random' | 'setTimer'>;
  /** How many messages to one conversation may wait for their answer at a time. */
  readonly window: number;
  readonly upload?: Uploader | undefined;
  /** Time of the newest line of a conversation, in ms by the server's clock; 0 where there is none. */
  latest(chatType: ChatType, to: number): number;
  transmit(frame: ClientFrames['send']): void;
  /** A message was added, removed or changed its state. */
  changed(item: UnsentMessage): void;
}

/** One's own messages until the server confirms them: in order per conversation, repeated after every connect with the same client id, kept when refused. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #items = new Map<string, Item>();
  readonly #lanes = new Map<string, Lane>();
  readonly #uploads: Uploads;
  #store: UnsentStore | null = null;
  #limit = 65_536;
  #isOpen = false;
  #order = 0;
  #refusals = 0;
  /** Set while a refusal holds everything back. */
  #hold: Cancel | null = null;
  #sweep: Cancel | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#uploads = new Uploads({
      upload: options.upload,
      progress: (clientId, fraction) => this.#progress(clientId, fraction),
      done: (clientId, made) => this.#uploaded(clientId, made),
      failed: (clientId, refusal) => this.#uploadFailed(clientId, refusal),
    });
  }

  /** All that is not confirmed, in the order it will be sent. */
  list(): readonly UnsentMessage[] {
    return [...this.#items.values()].toSorted((a, b) => a.order - b.order).map(({ unsent }) => unsent);
  }

  /** Uses a storage from now on: takes in what an earlier page left there, and keeps there, and nowhere else, what is waiting here. */
  keepIn(store: UnsentStore): void {
    const before = this.#store;
    this.#store = store;
    const mine = this.list();
    for (const unsent of store.load()) this.#take(unsent);
    for (const unsent of mine) {
      this.#keep(unsent);
      before?.remove(unsent.clientId);
    }
    this.#pump();
  }

  /** Forgets everything here, not in the storage: another user has signed in. */
  clear(): void {
    this.closed();
    this.#store = null;
    this.#uploads.clear();
    this.#items.clear();
    this.#lanes.clear();
  }

  /** Queues a message; the answer shows it as it stands. */
  add(draft: Draft): UnsentMessage {
    const { chatType = 'single', to, type = 'text', data = '', options = null, upload: file } = draft;
    const upload = file ? { file: file.file, name: file.name, progress: 0 } : null;
    const base = { clientId: uuid(), chatType, to, type, data, options, upload, ...this.#moment(chatType, to) };
    const item = this.#take({ ...base, state: 'waiting', refusal: null });
    this.#keep(item.unsent);
    if (file) this.#uploads.add(item.unsent.clientId, file);
    this.#pump();
    return item.unsent;
  }

  /** The server said welcome: everything without an answer goes out again. */
  opened(payloadLimit: number): void {
    this.#limit = payloadLimit;
    this.#refusals = 0;
    this.#isOpen = true;
    this.#pump();
  }

  /** The connection went away, which tells nothing about what was under way. */
  closed(): void {
    this.#isOpen = false;
    this.#hold?.();
    this.#sweep?.();
    this.#hold = this.#sweep = null;
    this.#land(() => true);
  }

  /** The server has this message, says its answer or another of its frames. Answers with what it was, once. */
  confirm(clientId: string): UnsentMessage | null {
    const item = this.#items.get(clientId);
    if (!item) return null;
    this.#refusals = 0;
    this.#remove(item);
    this.#pump();
    return item.unsent;
  }

  /** The server did not take a message: final ones fail, others wait and hold back those behind them. */
  refused(frame: ServerFrames['refused']): void {
    const item = this.#items.get(frame.client_id);
    if (!item || item.unsent.state === 'failed') return;
    const refusal = { code: frame.code, text: frame.text };
    item.sentAt = 0;
    if (frame.retry) {
      this.holdBack(frame.after, (other) => other === item, refusal);
    } else {
      this.#fail(item, refusal);
    }
    this.#pump();
  }

  /** Stops sending for `after` ms, or for a growing pause; what `test` picks goes out again then. */
  holdBack(after?: number, test: (item: Item) => boolean = () => true, refusal: Refusal | null = null): void {
    const { environment } = this.#options;
    this.#land(test, refusal);
    const ms = after ?? pause(this.#refusals, () => environment.random());
    this.#refusals++;
    this.#hold?.();
    this.#hold = environment.setTimer(() => this.#release(), ms);
  }

  /** Sends a failed message again, now as the newest. False when it is not a failed one. */
  retry(clientId: string): boolean {
    const item = this.#items.get(clientId);
    if (item?.unsent.state !== 'failed') return false;
    this.#items.delete(clientId);
    const { chatType, to } = item.unsent;
    const again = this.#take({ ...item.unsent, ...this.#moment(chatType, to), state: 'waiting', refusal: null });
    this.#keep(again.unsent);
    if (again.unsent.upload) this.#uploads.retry(clientId);
    this.#pump();
    return true;
  }

  /** Drops a message that was refused or never went out. False when the server may already have it. */
  discard(clientId: string): boolean {
    const item = this.#items.get(clientId);
    if (!item || (item.sentAt > 0 && item.unsent.state !== 'failed')) return false;
    this.#remove(item);
    return true;
  }

  #moment(chatType: ChatType, to: number): Pick<UnsentMessage, 'time' | 'after'> {
    return { time: this.#options.environment.now(), after: this.#options.latest(chatType, to) };
  }

  #take(unsent: UnsentMessage): Item {
    const known = this.#items.get(unsent.clientId);
    if (known) return known;
    const state = unsent.state === 'failed' ? 'failed' : 'waiting';
    const item = { unsent: { ...unsent, state } as const, order: ++this.#order, sentAt: 0 };
    this.#items.set(unsent.clientId, item);
    if (state === 'waiting') this.#lane(unsent).add(item);
    this.#options.changed(item.unsent);
    return item;
  }

  #remove(item: Item): void {
    this.#items.delete(item.unsent.clientId);
    this.#uploads.cancel(item.unsent.clientId);
    const lane = this.#lane(item.unsent);
    lane.remove(item);
    if (lane.isEmpty) this.#lanes.delete(laneKey(item.unsent));
    this.#store?.remove(item.unsent.clientId);
    this.#options.changed(item.unsent);
  }

  #fail(item: Item, refusal: Refusal): void {
    this.#lane(item.unsent).remove(item);
    this.#update(item, { state: 'failed', refusal });
    this.#keep(item.unsent);
  }

  /** A file cannot be stored, and without it the message is none. */
  #keep(unsent: UnsentMessage): void {
    if (!unsent.upload) this.#store?.put(unsent);
  }

  #progress(clientId: string, fraction: number): void {
    const item = this.#items.get(clientId);
    if (item?.unsent.upload) this.#update(item, { upload: { ...item.unsent.upload, progress: Math.min(1, Math.max(0, fraction)) } });
  }

  #uploaded(clientId: string, { type, data }: DraftContent): void {
    const item = this.#items.get(clientId);
    if (!item) return;
    this.#update(item, { upload: null, type, data });
    this.#keep(item.unsent);
    this.#pump();
  }

  #uploadFailed(clientId: string, refusal: Refusal): void {
    const item = this.#items.get(clientId);
    if (!item) return;
    this.#progress(clientId, 0);
    this.#fail(item, refusal);
    this.#pump();
  }

  #land(test: (item: Item) => boolean, refusal: Refusal | null = null): void {
    for (const lane of this.#lanes.values()) {
      for (const item of lane.land(test)) this.#update(item, { state: 'waiting', refusal });
    }
  }

  #release(): void {
    this.#hold = null;
    this.#pump();
  }

  #pump(): void {
    if (!this.#isOpen || this.#hold) return;
    for (const lane of this.#lanes.values()) {
      // A message that fails on the spot makes room for the next.
      for (let items = lane.launch(this.#options.window); items.length > 0; items = lane.launch(this.#options.window)) {
        for (const item of items) this.#transmit(item);
      }
    }
  }

  #transmit(item: Item): void {
    const { clientId, chatType, to, type, data, options } = item.unsent;
    const frame = { client_id: clientId, chat_type: chatType, to, type, data, options };
    if (byteLength(JSON.stringify(frame)) + 32 > this.#limit) return this.#fail(item, TOO_LARGE);
    item.sentAt = this.#options.environment.now();
    this.#update(item, { state: 'sending', refusal: null });
    this.#options.transmit(frame);
    this.#sweep ??= this.#options.environment.setTimer(() => this.#repeatOverdue(), ANSWER_DUE);
  }

  #repeatOverdue(): void {
    this.#sweep = null;
    const due = this.#options.environment.now() - ANSWER_DUE;
    this.#land((item) => item.sentAt <= due);
    this.#pump();
    const flying = [...this.#lanes.values()].some((lane) => lane.flying.size > 0);
    if (flying) this.#sweep ??= this.#options.environment.setTimer(() => this.#repeatOverdue(), ANSWER_DUE);
  }

  #update(item: Item, change: Partial<Pick<UnsentMessage, 'state' | 'refusal' | 'upload' | 'type' | 'data'>>): void {
    item.unsent = { ...item.unsent, ...change };
    this.#options.changed(item.unsent);
  }

  #lane(unsent: UnsentMessage): Lane {
    const key = laneKey(unsent);
    const lane = this.#lanes.get(key) ?? new Lane();
    this.#lanes.set(key, lane);
    return lane;
  }
}

/** The server would close the connection over it, and again after each reconnect. */
const TOO_LARGE: Refusal = { code: 'frame_too_large', text: '' };

function laneKey({ chatType, to }: UnsentMessage): string {
  return `${chatType}:${to}`;
}
