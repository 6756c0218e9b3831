import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { Client } from '../../web/shared/client.ts';
import { registerOpenAccount, type Account } from './account.ts';
import { Ledger, type Place } from './ledger.ts';
import type { Server } from './server.ts';
import { until } from './wait.ts';

/** Where a client finds its server: a node, or what stands in front of some. */
export type Entrance = Pick<Server, 'url' | 'socketUrl'>;

export interface CrowdOptions {
  /** Nodes of one installation; a client that loses one dials the next. */
  readonly servers: readonly Entrance[];
  readonly size: number;
  /** Of the pauses before a client comes back, from 0 to 1; the shortest by default. */
  readonly random?: () => number;
}

export interface SendOptions {
  readonly count: number;
  /** Per second, of all together. */
  readonly rate: number;
  /** Told the number of messages written so far, about every 50 ms. */
  readonly onProgress?: (written: number) => void;
}

/** Each writes to so many neighbours. */
const NEIGHBOURS = 3;
const REGISTER_AT_ONCE = 8;
const TICK = 50;
/** While so many wait for their acknowledgement, nobody writes more. */
const BACKLOG = 4000;
const UP_WITHIN = 30_000;

/** Users with clients of web/shared who write to each other and keep a ledger. */
export class Crowd {
  readonly ledger = new Ledger();
  readonly #members: Member[] = [];
  #written = 0;
  #isOver = false;

  /** Registers the users and waits until every client is up to date. */
  static async gather({ servers, size, random = () => 0 }: CrowdOptions): Promise<Crowd> {
    const crowd = new Crowd();
    const accounts = await registerAll(servers, size);
    for (const [index, account] of accounts.entries())
      crowd.#members.push(new Member(crowd.ledger, account, { servers: rotate(servers, index), random }));
    await crowd.#allUp();
    return crowd;
  }

  get size(): number {
    return this.#members.length;
  }

  /** The longest that a client was not up to date, ms, since it was for the first time. */
  get longestGap(): number {
    return Math.max(...this.#members.map(({ longestGap }) => longestGap));
  }

  /** The token of a member. */
  tokenOf(index: number): string {
    return this.#members[index % this.size]?.token ?? '';
  }

  /** Writes `count` messages; resolves when the last is written, not when it arrived, or when the crowd disbands. */
  async send({ count, rate, onProgress }: SendOptions): Promise<void> {
    const last = this.#written + count;
    let due = this.#written;
    while (this.#written < last && !this.#isOver) {
      due = Math.min(last, due + (rate * TICK) / 1000);
      while (this.#written < due && this.ledger.attempted - this.ledger.acked < BACKLOG) this.#write();
      due = Math.max(this.#written, Math.min(due, this.#written + rate)); // after a fault at most a second's worth is made up for
      onProgress?.(this.#written);
      await sleep(TICK);
    }
  }

  /** Disconnects one member for a while, as people do; messages to it have to wait. */
  async rest(index: number, ms: number): Promise<void> {
    const client = this.#members[index % this.size]?.client;
    client?.disconnect();
    await sleep(ms);
    client?.connect();
  }

  /** Waits until everything is acknowledged and shown; throws with the books at the deadline. */
  async settle(within: number): Promise<void> {
    await this.#allUp(within);
    await until(() => this.ledger.open === 0, { within, message: () => `the ledger to balance: ${JSON.stringify(this.ledger.report())}` });
  }

  /** Reads every conversation from the beginning, as both sides see it, and compares it with the ledger; returns complaints. */
  async audit(): Promise<string[]> {
    const complaints: string[] = [];
    for (const [index, member] of this.#members.entries()) {
      for (let step = 1; step <= NEIGHBOURS; step += 1) {
        const neighbour = this.#members[(index + step) % this.size];
        if (neighbour) complaints.push(...(await this.#compare(member, neighbour)));
      }
    }
    return complaints;
  }

  /** Closes every client. */
  disband(): void {
    this.#isOver = true;
    for (const { client } of this.#members) client.disconnect();
  }

  async #compare(one: Member, other: Member): Promise<string[]> {
    const histories = await Promise.all([one.history(other.id), other.history(one.id)]);
    return histories.flatMap((history) => this.ledger.audit([one.id, other.id], history));
  }

  async #allUp(within = UP_WITHIN): Promise<void> {
    const states = (): string[] => this.#members.map(({ client }) => client.state);
    await until(() => states().every((state) => state === 'up_to_date'), {
      within,
      message: () => `every client to be up to date: ${tally(states())}`,
    });
  }

  #write(): void {
    const round = Math.floor(this.#written / this.size);
    const from = this.#written % this.size;
    const to = (from + 1 + (round % NEIGHBOURS)) % this.size;
    this.#written += 1;
    const [sender, receiver] = [this.#members[from], this.#members[to]];
    if (sender && receiver) sender.write(receiver.id);
  }
}

class Member {
  readonly id: number;
  readonly token: string;
  readonly client: Client;
  longestGap = 0;
  #goneAt: number | undefined;
  #wasUp = false;
  readonly #ledger: Ledger;
  /** Words by client id, until they are acknowledged. */
  readonly #words = new Map<string, string>();
  #dials = 0;

  constructor(ledger: Ledger, { id, token }: Account, { servers, random }: Required<Pick<CrowdOptions, 'servers' | 'random'>>) {
    this.id = id;
    this.token = token;
    this.#ledger = ledger;
    this.client = new Client({
      url: 'the next node',
      getToken: () => Promise.resolve(token),
      createSocket: (_url, protocols) => new WebSocket(servers[this.#dials++ % servers.length]?.socketUrl ?? '', protocols),
      random,
      limits: { lines: Infinity, hole: Infinity },
    });
    this.#listen();
    this.client.connect();
  }

  write(to: number): void {
    const { text } = this.#ledger.attempt(this.id, to);
    const { clientId } = this.client.send({ to, data: text });
    this.#words.set(clientId, text);
  }

  /** All of a conversation, oldest first. */
  async history(peer: number): Promise<Place[]> {
    const conversation = this.client.open(peer);
    await until(() => conversation.timeline.isLoaded);
    while (conversation.timeline.hasOlder) await this.client.history(conversation);
    const places = conversation.timeline.lines.map(({ seq, message }) => ({ seq, text: String(message.data) }));
    this.client.close(conversation);
    return places;
  }

  #listen(): void {
    this.client.on('state', (state) => this.#noteGap(state === 'up_to_date'));
    this.client.on('sent', ({ client_id, seq }) => this.#ledger.acknowledge({ text: this.#words.get(client_id) ?? '', seq }));
    this.client.on('refused', ({ client_id, retry }) => {
      if (!retry) this.#ledger.refuse(this.#words.get(client_id) ?? '');
    });
    this.client.on('message', ({ line }) => {
      const place = { text: String(line.message.data), seq: line.seq };
      if (line.isMine) this.#ledger.acknowledge(place);
      else this.#ledger.show(this.id, place);
    });
  }

  #noteGap(isUp: boolean): void {
    const now = performance.now();
    if (isUp) this.longestGap = Math.max(this.longestGap, now - (this.#goneAt ?? now));
    if (isUp) this.#wasUp = true;
    if (this.#wasUp) this.#goneAt = isUp ? undefined : (this.#goneAt ?? now);
  }
}

async function registerAll(servers: readonly Entrance[], size: number): Promise<Account[]> {
  const url = servers[0]?.url ?? '';
  const accounts: Account[] = [];
  const prefix = `m${Date.now().toString(36)}`; // several crowds may gather at one server
  while (accounts.length < size) {
    const batch = Math.min(REGISTER_AT_ONCE, size - accounts.length);
    const names = Array.from({ length: batch }, (_, index) => `${prefix}_${accounts.length + index}`);
    accounts.push(...(await Promise.all(names.map((name) => registerOpenAccount(url, name)))));
  }
  return accounts;
}

function rotate<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return JSON.stringify(Object.fromEntries(counts));
}
