import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import type { WireUser } from '../../protocol/index.ts';
import { Api, Client, textData, textOf, type Account, type ClientOptions, type Conversation } from '../../web/shared/index.ts';
import { serveApp } from '../support/app.ts';
import { conversationOf, fill } from '../support/draft.ts';
import { createUser } from '../support/factory.ts';
import { until } from '../support/wait.ts';

describe('web/shared with the real server', () => {
  const often = { points: 100_000, window: 60_000 };
  const served = serveApp({ config: { chat: { sends: { visitor: { points: 20, window: 1500 }, user: often } } } });
  let api: Api;
  let kefu: WireUser;
  let password: string;
  let visitor: Account;
  const clients: Client[] = [];

  before(async () => {
    password = (await served.app.createAnonymousContext().service.admin.createServiceAccount()) ?? '';
    api = new Api({ base: served.url, language: () => 'en' });
    ({ kefu } = await api.demo());
  });
  beforeEach(async () => {
    visitor = await api.visitorRegister(crypto.randomUUID());
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });

  const login = (): Promise<Account> => api.login({ username: 'kefu', password });
  const texts = ({ lines }: Conversation): string[] => lines.map(({ message }) => textOf(message.data));
  const span = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}${i}`);

  /** A client that is up to date. */
  async function connect({ token }: Account, options: Partial<ClientOptions> = {}): Promise<Client> {
    const createSocket = (url: string, protocols: string[]): WebSocket => new WebSocket(url, protocols);
    const client = new Client({ url: served.socketUrl, getToken: async () => token, createSocket, ...options });
    clients.push(client);
    client.connect();
    await until(() => client.state === 'up_to_date', { message: () => `${client.state} ${client.closeCode}` });
    return client;
  }

  it('jumps to a line behind so many long ones that a page does not reach it', async () => {
    const [one, two] = [await createUser(served), await createUser(served)];
    const long = Array.from({ length: 60 }, (_, n) => `${n}`.padEnd(60 * 1024, '.'));
    for (const text of long) await fill(served, await conversationOf(served, one.id, two.id), { from: one.id, texts: [text] });
    const client = await connect({ ...visitor, token: two.token });
    const conversation = client.open(one.id);
    await until(() => conversation.timeline.at(60));
    await client.jump(conversation, 40);
    assert.ok(conversation.timeline.at(40));
    for (let n = 0; n < 20 && !conversation.timeline.at(60); n += 1) await client.history(conversation, 'newer');
    for (let n = 0; n < 20 && !conversation.timeline.at(1); n += 1) await client.history(conversation, 'older');
    assert.deepEqual([conversation.timeline.at(1)?.seq, conversation.timeline.missing()], [1, null]);
  });

  it('talks both ways: the same lines on both sides, unread until read', async () => {
    const [a, b] = [await connect(visitor), await connect(await login())];
    const [left, right] = [a.open(kefu.id), b.open(visitor.id)];
    await b.conversations();
    for (let i = 0; i < 10; i++) {
      a.send({ to: kefu.id, data: textData(`a${i}`) });
      b.send({ to: visitor.id, data: textData(`b${i}`) });
    }
    await until(() => left.lines.length === 20 && right.lines.length === 20 && a.unsent.length + b.unsent.length === 0);
    assert.deepEqual(texts(left), texts(right));
    assert.deepEqual(
      texts(left).filter((text) => text.startsWith('a')),
      span('a', 10),
    );
    assert.deepEqual([left.unread, right.unread], [10, 10]);
    b.markRead(right);
    await until(() => left.peerReadSeq === 20);
    assert.equal(b.list[0], right);
    await until(() => right.peer?.id === visitor.id);
  });

  it('M24 D23 what waited arrives in order, once, and is up to date then', async () => {
    const account = await login();
    const a = await connect(visitor);
    const b = await connect(account);
    const right = b.open(visitor.id);
    b.disconnect();
    for (const text of span('x', 15)) a.send({ to: kefu.id, data: textData(text) });
    await until(() => a.unsent.length === 0);
    const heard: string[] = [];
    b.on('message', ({ line }) => heard.push(textOf(line.message.data)));
    b.connect();
    await until(() => b.state === 'up_to_date' && right.lines.length === 15);
    assert.deepEqual(texts(right), span('x', 15));
    assert.deepEqual(heard, span('x', 15));
  });

  it('D45 shows in one tab what was sent in another, and fills what another tab took', async () => {
    const account = await login();
    const [one, two, a] = [await connect(account), await connect(account), await connect(visitor)];
    const [left, right] = [one.open(visitor.id), two.open(visitor.id)];
    one.send({ to: visitor.id, data: textData('from one') });
    await until(() => right.lines.length === 1 && left.lines[0]?.state === 'sent');
    assert.deepEqual([right.lines[0]?.state, right.lines[0]?.key], ['sent', left.lines[0]?.key]);
    two.disconnect();
    a.send({ to: kefu.id, data: textData('while two is away') });
    await until(() => left.lines.length === 2);
    one.disconnect();
    one.connect();
    await until(() => one.state === 'up_to_date');
    two.connect();
    await until(() => two.state === 'up_to_date');
    assert.deepEqual(texts(right), ['from one', 'while two is away']);
  });

  it('D17 D19 a login elsewhere ends every tab for good', async () => {
    const account = await login();
    const tabs = [await connect(account), await connect(account)];
    const other = await connect(await login());
    await until(() => tabs.every(({ state }) => state === 'signed_out'));
    assert.deepEqual(
      tabs.map(({ closeCode, retryAt }) => [closeCode, retryAt]),
      [
        [4001, null],
        [4001, null],
      ],
    );
    assert.equal(other.state, 'up_to_date');
  });

  it('waits when the server counts too many, and loses nothing of it', async () => {
    const a = await connect(visitor, { window: 8 });
    const left = a.open(kefu.id);
    const codes: string[] = [];
    a.on('refused', ({ code, retry }) => codes.push(`${code} ${retry}`));
    for (const text of span('burst', 25)) a.send({ to: kefu.id, data: textData(text) });
    await until(() => codes.length > 0);
    assert.equal(codes[0], 'too_many true');
    assert.equal(a.state, 'up_to_date');
    await until(() => a.unsent.length === 0, { within: 15_000 });
    assert.deepEqual(texts(left).toSorted(), span('burst', 25).toSorted());
  });

  it('fails what is refused for good, with the reason, and what is too long to travel', async () => {
    const a = await connect(visitor);
    const nobody = a.open(999_999);
    a.send({ to: 999_999, data: textData('x') });
    a.send({ to: kefu.id, data: 'x'.repeat(70_000) });
    await until(() => a.unsent.every(({ state }) => state === 'failed'));
    assert.deepEqual(
      a.unsent.map(({ refusal }) => refusal?.code),
      ['recipient_unavailable', 'frame_too_large'],
    );
    assert.equal(nobody.lines.length, 1);
    assert.equal(a.state, 'up_to_date');
  });

  it('pages back through a long conversation to its beginning', async () => {
    const { token } = await login();
    await api.send(visitor.token, { sendto_id: kefu.id, chatType: 'single', type: 'text', data: textData('n0') });
    const message = { sendto_id: visitor.id, chatType: 'single', type: 'text' } as const;
    for (const text of span('n', 120).slice(1)) await api.send(token, { ...message, data: textData(text) });
    const a = await connect(visitor);
    const left = a.open(kefu.id);
    await until(() => left.timeline.isLoaded);
    a.close(left);
    assert.deepEqual(texts(a.open(kefu.id)), []);
    await until(() => left.lines.length === 50);
    await a.history(left);
    await a.history(left);
    assert.deepEqual(texts(left), span('n', 120));
    assert.equal(left.timeline.hasOlder, false);
  });
});
