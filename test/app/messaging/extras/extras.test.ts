import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Unit } from '#kernel';
import { Extras } from '../../../../app/messaging/extras/extras.ts';
import type { WireExtras, WireHits, WireMessage } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { createOpenUser, post } from '../../../support/chat.ts';
import { castGroup, type Cast } from '../../../support/group.ts';
import { enter, postIn, sayIn } from '../../../support/group-chat.ts';
import { createUser, type TestUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket, type FoyerSocket } from '../../../support/socket.ts';
import { servicesOf } from '../../../support/ticket.ts';
import star from './star/plugin.ts';
import { sky } from './star/sky.ts';

const DEADLINE = 200;

describeStores('extras of messages', (store) => {
  const target = store.serve({ plugins: { star }, config: { chat: { hookDeadline: DEADLINE, extras: { gather: 1 } } } });
  const ann = anew(() => createOpenUser(target));
  const ben = anew(() => createOpenUser(target));
  let conversation: number;
  let messages: WireMessage[];
  let cast: Cast;
  let sockets: FoyerSocket[] = [];

  before(async () => {
    cast = await castGroup(target);
  });
  beforeEach(async () => {
    sky.clear();
    messages = [];
    for (const data of ['apple', 'banana', 'apple tart']) messages.push((await post(target, ann, { to: ben.id, data })).data);
    conversation = (await servicesOf(target).conversation.findSingle(ann.id, ben.id))?.id ?? 0;
  });
  afterEach(async () => {
    await Promise.all(sockets.map((socket) => socket.close()));
    sockets = [];
  });

  const open = async (user: TestUser): Promise<FoyerSocket> => {
    const socket = await foyerSocket(target, user.token, { ack: 'never' });
    sockets.push(socket);
    return socket;
  };
  const changed = (seq: number, place = conversation): void => target.app.chat.changes.tell({ conversationId: place, seq });
  const give = (seq: number, place = conversation): void => {
    sky.add(place, seq);
    changed(seq, place);
  };
  const of = (list: readonly { readonly message: WireMessage }[]): (WireExtras | undefined)[] => list.map(({ message }) => message.extras);

  it('U5 stand on a message in a page, in the list, among hits and in what waited, each read by one call', async () => {
    sky.add(conversation, 1);
    sky.add(conversation, 3);
    const socket = await open(ben);
    assert.deepEqual(of(socket.messages), [{ star: 1 }, undefined, { star: 1 }]);
    const page = await socket.ask({ op: 'history', ref: 1, conversation }, 'history');
    assert.deepEqual(of(page.list), [{ star: 1 }, undefined, { star: 1 }]);
    const list = await socket.ask({ op: 'conversations', ref: 2 }, 'conversations');
    assert.deepEqual(
      list.list.map(({ last }) => last?.message.extras),
      [{ star: 1 }],
    );
    const hits = (await target.api.as(ben.token).post<WireHits>('/api/chat/search', { keyword: 'apple' })).data;
    assert.deepEqual(of(hits.list), [{ star: 1 }, { star: 1 }]);
    const { data } = await target.api
      .as(ben.token)
      .post<{ list: WireMessage[] }>('/api/chat/socket/getmessage', { chatType: 'single', peer_id: ann.id });
    assert.deepEqual(
      data.list.map(({ extras }) => extras),
      [{ star: 1 }, undefined, { star: 1 }],
    );
    assert.deepEqual(sky.calls, [[1, 2, 3], [1, 2, 3], [3], [3, 1], [1, 2, 3]]);
  });

  it('U5 are not asked for on the way of a message, nor for the published client', async () => {
    const [writer, reader, plain] = [await open(ann), await open(ben), await plainSocket(target, cast.owner.token)];
    sky.clear();
    await writer.say(ben.id, 'live');
    await reader.next((frame) => frame.op === 'message' && frame.message.data === 'live');
    await postIn(target, cast.member, { to: cast.groupId, data: 'in the group' });
    await plain.got(1);
    await plain.close();
    await (await plainSocket(target, cast.visitor.token)).close();
    assert.deepEqual(sky.calls, []);
  });

  it('U5 that change are told to both of a conversation and to nobody else, as they are then', async () => {
    const [mine, theirs, stranger] = [await open(ann), await open(ben), await open(cast.stranger)];
    give(2);
    for (const socket of [mine, theirs]) {
      assert.deepEqual(await socket.op('changed'), { op: 'changed', conversation, seq: 2, extras: { star: 1 } });
    }
    sky.stars.clear();
    changed(2);
    assert.deepEqual(await theirs.op('changed'), { op: 'changed', conversation, seq: 2, extras: {} });
    await stranger.ask({ op: 'ping' }, 'pong');
    assert.ok(stranger.frames.every(({ op }) => op !== 'changed'));
  });

  it('U5 in a group are told to those who may read the message: neither who came later, nor while it is banned', async () => {
    const sender = await open(cast.owner);
    const sent = await sayIn(sender, cast.groupId, 'before');
    const seq = 'seq' in sent ? sent.seq : 0;
    const late = await createUser(target);
    await enter(target, cast.groupId, late);
    const [member, later, plain] = [await open(cast.member), await open(late), await plainSocket(target, cast.admin.token)];
    give(seq, cast.groupId);
    for (const socket of [sender, member]) {
      assert.deepEqual(await socket.op('changed'), { op: 'changed', conversation: cast.groupId, seq, extras: { star: 1 } });
    }
    const { admin } = servicesOf(target);
    await admin.banGroup(cast.groupId);
    give(seq, cast.groupId);
    await admin.unbanGroup(cast.groupId);
    const next = await sayIn(sender, cast.groupId, 'after');
    give('seq' in next ? next.seq : 0, cast.groupId);
    assert.equal((await later.op('changed')).seq, seq + 1);
    assert.ok(later.frames.every((frame) => frame.op !== 'changed' || frame.seq > seq));
    assert.ok(plain.frames.every(({ type }) => type !== undefined && ['system', 'singleChat', 'ping'].includes(type)));
    await plain.close();
  });

  it('U5 of a message that was taken back are neither shown nor told', async () => {
    sky.add(conversation, 2);
    const reader = await open(ben);
    await servicesOf(target).recall.recall(await servicesOf(target).session.authenticate(ann.token), messages[1]?.id ?? '');
    give(2);
    give(3);
    assert.equal((await reader.op('changed')).seq, 3);
    const { list } = await reader.ask({ op: 'history', ref: 1, conversation }, 'history');
    assert.deepEqual(of(list), [undefined, undefined, { star: 1 }, undefined]);
    const { list: extras } = await reader.ask({ op: 'extras', ref: 2, conversation, from: 1 }, 'extras');
    assert.deepEqual(extras, [[3, { star: 1 }]]);
  });

  it('U5 are read anew by the numbers of their messages, of which one may read them', async () => {
    for (const seq of [1, 2, 3]) sky.add(conversation, seq);
    const [reader, stranger] = [await open(ben), await open(cast.stranger)];
    const ask = async (from: number, limit: number) =>
      (await reader.ask({ op: 'extras', ref: 1, conversation, from, limit }, 'extras')).list;
    assert.deepEqual(await ask(2, 1), [[2, { star: 1 }]]);
    assert.deepEqual(
      (await ask(2, 200)).map(([seq]) => seq),
      [2, 3],
    );
    assert.deepEqual(await ask(4, 200), []);
    await target.app.sql.execute('UPDATE member SET joined_seq = 2 WHERE user_id = ? AND conversation_id = ?', [ben.id, conversation]);
    assert.deepEqual(
      (await ask(1, 200)).map(([seq]) => seq),
      [3],
    );
    const refused = await stranger.ask({ op: 'extras', ref: 7, conversation, from: 1 }, 'error');
    assert.deepEqual([refused.code, refused.ref], ['conversation_not_found', 7]);
  });

  it('U5 that a unit fails to give, or not in time, hold up no page; who asks for them alone is told to try again', async () => {
    const reader = await open(ben);
    for (const gate of [() => Promise.reject(new Error('no sky')), () => new Promise(() => undefined)]) {
      sky.gate = gate;
      const { list } = await reader.ask({ op: 'history', ref: 1, conversation }, 'history');
      assert.deepEqual(of(list), [undefined, undefined, undefined]);
      const refused = await reader.ask({ op: 'extras', ref: 2, conversation, from: 1 }, 'error');
      assert.deepEqual([refused.code, refused.ref], ['unavailable', 2]);
    }
    const metrics = await (await fetch(`${target.url}/metrics`)).text();
    for (const reason of ['error', 'deadline'])
      assert.match(metrics, new RegExp(`foyer_hook_faults_total\\{unit="star",hook="extra",reason="${reason}"\\} 2`));
  });

  it('U5 of two changes at once the last frame shows both, and many at once are few', async () => {
    const reader = await open(ben);
    let release = (): void => undefined;
    sky.gate = () => new Promise<void>((resolve) => (release = resolve));
    const calls = sky.calls.length;
    give(1);
    await reader.ask({ op: 'ping' }, 'pong');
    while (sky.calls.length === calls) await reader.ask({ op: 'ping' }, 'pong');
    for (let times = 0; times < 50; times += 1) give(1);
    sky.gate = () => Promise.resolve();
    release();
    const last = await reader.next((frame) => frame.op === 'changed' && frame.extras.star === 51);
    assert.ok(last);
    assert.ok(reader.frames.filter(({ op }) => op === 'changed').length <= 4);
  });

  it('U5 that somebody who is behind is not shown are looked for once there is room', async () => {
    const [reader, other] = [await open(ben), await open(ann)];
    const [session] = target.app.chat.sessions.of(ben.id);
    assert.ok(session);
    Object.defineProperty(session.outbox, 'isBlocked', { value: true, configurable: true });
    give(1);
    await other.op('changed');
    Reflect.deleteProperty(session.outbox, 'isBlocked');
    await reader.op('ready');
    assert.ok(reader.frames.every(({ op }) => op !== 'changed'));
  });

  it('U5 are named in the welcome', async () => {
    const [welcome] = (await open(ben)).frames;
    assert.ok(welcome?.op === 'welcome');
    assert.deepEqual(welcome.extras, ['star']);
  });
});

describeStores('messages without a unit that adds to them', (store) => {
  const target = store.serve();
  const ann = anew(() => createOpenUser(target));
  const ben = anew(() => createOpenUser(target));

  it('U5 have no key more, and nothing is read', async () => {
    await post(target, ann, { to: ben.id, data: 'hello' });
    const socket = await foyerSocket(target, ben.token);
    const { list } = await socket.ask({ op: 'history', ref: 1, chat_type: 'single', to: ann.id }, 'history');
    assert.equal(list.length, 1);
    assert.equal(JSON.stringify(socket.frames).includes('extras'), false);
    const before = target.app.sql.statements;
    const extras = await target.app.chat.extras.of([{ conversationId: 1, seq: 1, senderId: 1, type: 'text', createdAt: 1 }]);
    assert.deepEqual([extras.size, target.app.sql.statements - before], [0, 0]);
  });
});

describe('extra/extras', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
  });

  const unit = (name: string, text: string): Unit => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app/extra'), { recursive: true });
    fs.writeFileSync(path.join(folder, `app/extra/${name}.mjs`), text);
    return { type: 'plugin', name, path: folder };
  };
  const extras = (): Extras => new Extras({ context: () => assert.fail(), deadline: 1, onFault: () => undefined });

  it('U5 refuses two of one name, and what is none, and names the files', async () => {
    const [one, other] = [unit('star', 'export default () => [];'), unit('star', 'export default () => [];')];
    await assert.rejects(extras().load([one, other]), {
      name: 'BootError',
      message: /^extra star is defined twice, by .* and by .*: rename one$/,
    });
    await assert.rejects(extras().load([unit('star', 'export default 5;')]), {
      name: 'BootError',
      message: /star\.mjs must export defineExtra/,
    });
  });
});
