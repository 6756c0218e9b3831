import assert from 'node:assert/strict';
import type { ServerFrames, WireAccount } from '../../protocol/index.ts';
import type { Answer, Api } from './api.ts';
import type { TestApp } from './app.ts';
import { freshName } from './factory.ts';
import { foyerSocket, type FoyerOptions, type FoyerSocket } from './socket.ts';
import { until } from './wait.ts';

const PASSWORD = 'a-test-password';

/** A row of the list of conversations. */
export type Row = ServerFrames['conversations']['list'][number];

/** Somebody at pages of ours: signs up and asks over HTTP, talks and listens on sockets of `foyer.1`, one per tab. */
export class WebClient {
  readonly #target: TestApp;
  readonly account: WireAccount;
  readonly api: Api;

  static async register(target: TestApp, username: string = freshName()): Promise<WebClient> {
    return new WebClient(target, took(await target.api.post<WireAccount>('/api/regChat', { username, password: PASSWORD })));
  }

  constructor(target: TestApp, account: WireAccount) {
    this.#target = target;
    this.account = account;
    this.api = target.api.as(account.token);
  }

  get id(): number {
    return this.account.id;
  }

  get name(): string {
    return this.account.username;
  }

  /** Opens a tab. */
  open(options: FoyerOptions = {}): Promise<FoyerSocket> {
    return foyerSocket(this.#target, this.account.token, options);
  }

  /** Posts what must be taken. */
  async do<T = unknown>(path: string, body: object = {}): Promise<T> {
    return took(await this.api.post<T>(`/api/chat/${path}`, body));
  }

  /** Reads what must be there. */
  async see<T>(path: string): Promise<T> {
    return took(await this.api.get<T>(`/api/chat/${path}`));
  }

  /** The row of a conversation in the own list; undefined where it is not listed. */
  async row(conversation: number): Promise<Row | undefined> {
    const { list } = await this.see<ServerFrames['conversations']>('conversations');
    return list.find((row) => row.conversation === conversation);
  }
}

/** What a call that must go through answered. */
export function took<T>({ status, msg, data }: Answer<T>): T {
  assert.deepEqual([status, msg], [200, 'ok'], JSON.stringify(data));
  return data;
}

/** What people said in a conversation, as a tab got it; what the system says is left out. */
export function saidIn(tab: FoyerSocket, conversation: number): unknown[] {
  const own = tab.messages.filter((frame) => frame.conversation === conversation && frame.message.type !== 'systemNotice');
  return own.map(({ message }) => message.data);
}

/** Waits until a tab has got these words of people in a conversation, in this order, and nothing else. */
export async function hears(tab: FoyerSocket, conversation: number, words: readonly unknown[]): Promise<void> {
  const shown = (): string => `${JSON.stringify(words)}; there is ${JSON.stringify(saidIn(tab, conversation))}`;
  await until(() => saidIn(tab, conversation).length >= words.length, { message: shown });
  assert.deepEqual(saidIn(tab, conversation), words);
}

/** What somebody says: words, or a message of another type. */
export type Words = string | { readonly type: string; readonly data: string; readonly options?: object };

/** Says something to somebody that must be taken, and gives its place. */
export async function says(tab: FoyerSocket, to: number, words: Words): Promise<ServerFrames['sent']> {
  return send(tab, to, typeof words === 'string' ? { data: words } : words);
}

/** Says something in a room that must be taken, and gives its place. */
export async function saysIn(tab: FoyerSocket, room: number, words: Words): Promise<ServerFrames['sent']> {
  return send(tab, room, { ...(typeof words === 'string' ? { data: words } : words), chat_type: 'group' });
}

interface Sent {
  readonly data: string;
  readonly type?: string;
  readonly options?: object;
  readonly chat_type?: 'group';
}

async function send(tab: FoyerSocket, to: number, { data, ...over }: Sent): Promise<ServerFrames['sent']> {
  const answer = await tab.say(to, data, over);
  assert.ok(answer.op === 'sent', JSON.stringify(answer));
  return answer;
}
