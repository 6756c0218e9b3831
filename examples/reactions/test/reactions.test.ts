import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { messageId } from '@foyer-chat/foyer/app';
import {
  bootApp,
  createUser,
  foyerSocket,
  makeFriends,
  until,
  type FoyerSocket,
  type TestApp,
  type TestUser,
} from '@foyer-chat/foyer/test';

describe('reactions', () => {
  let target: TestApp;
  let ann: TestUser;
  let ben: TestUser;
  let conversation: number;
  let seq: number;
  let id: string;

  before(async () => {
    const config = { reactions: { most: 3, limit: { points: 1000, window: 60_000 } } };
    target = await bootApp({ plugins: { reactions: { path: path.dirname(import.meta.dirname) } }, config });
  });
  beforeEach(async () => {
    [ann, ben] = [await createUser(target), await createUser(target)];
    await makeFriends(target, ann.id, ben.id);
    const socket = await foyerSocket(target, ann.token);
    const sent = await socket.say(ben.id, 'lunch?');
    assert.ok('seq' in sent);
    ({ conversation, seq, id } = sent);
    await socket.close();
  });
  after(() => target.close());

  const react = (user: TestUser, emoji: string, more: object = {}) =>
    target.api.as(user.token).post('/api/reactions/set', { id, emoji, ...more });
  const open = (user: TestUser): Promise<FoyerSocket> => foyerSocket(target, user.token, { ack: 'never' });
  const shown = async (user: TestUser) => {
    const socket = await open(user);
    const { list } = await socket.ask({ op: 'history', ref: 1, conversation }, 'history');
    await socket.close();
    return list.find((entry) => entry.seq === seq)?.message.extras?.reactions;
  };

  it('are seen by both at once, and in what is read later', async () => {
    const [mine, theirs] = [await open(ann), await open(ben)];
    theirs.send({ op: 'react', ref: 7, id, emoji: '👍' });
    const reactions = [{ emoji: '👍', users: [ben.id] }];
    for (const socket of [mine, theirs]) assert.deepEqual((await socket.op('changed')).extras, { reactions });
    assert.deepEqual(await theirs.op('react'), { op: 'react', ref: 7 });
    assert.deepEqual(await shown(ann), reactions);
    assert.deepEqual((await open(ben)).messages.at(-1)?.message.extras, { reactions }, 'who comes back sees it');
    await react(ben, '👍', { on: false });
    assert.deepEqual((await mine.op('changed')).extras, {});
    assert.equal(await shown(ann), undefined);
  });

  it('are one per user and emoji, and no more than a message takes', async () => {
    for (const emoji of ['👍', '👍', '🎉']) assert.equal((await react(ann, emoji)).status, 200);
    await react(ben, '👍');
    assert.deepEqual(await shown(ben), [
      { emoji: '👍', users: [ann.id, ben.id] },
      { emoji: '🎉', users: [ann.id] },
    ]);
    const english = await target.api.as(ben.token).with({ 'accept-language': 'en' }).post('/api/reactions/set', { id, emoji: '🎉' });
    assert.deepEqual([english.code, english.data], ['reaction_full', 'This message has as many reactions as it takes: 3']);
    assert.deepEqual((await react(ann, 'yes')).data, '请选择一个表情');
  });

  it('are for who may read the message and may write there', async () => {
    const stranger = await createUser(target);
    const nobodys = messageId({ conversationId: conversation, seq: seq + 1, createdAt: Date.now() });
    assert.equal((await react(stranger, '👍')).code, 'conversation_not_found');
    assert.equal((await react(ann, '👍', { id: nobodys })).code, 'message_not_found');
    await target.app.sql.execute('INSERT INTO blacklist (user_id, target_id, created_at) VALUES (?, ?, 1)', [ann.id, ben.id]);
    target.app.invalidate([`relation:${ben.id}:${ann.id}`]);
    assert.equal((await react(ben, '👍')).code, 'blocked');
  });

  it('go with a message that is taken back', async () => {
    await react(ben, '👍');
    assert.equal((await target.api.as(ann.token).post('/api/chat/revokeMessage', { id })).status, 200);
    assert.equal(await shown(ben), undefined);
    assert.equal((await react(ben, '🎉')).code, 'message_not_found');
    const left = () => target.app.sql.query('SELECT id FROM reactions_reaction WHERE conversation_id = ?', [conversation]);
    await until(async () => (await left()).length === 0);
  });

  it('are taken along by who leaves, and are gone then', async () => {
    await react(ben, '👍');
    const exported = await (await fetch(`${target.url}/api/chat/export`, { headers: { token: ben.token } })).text();
    assert.match(exported, /"reactions":\[\{"conversation_id":\d+,"seq":\d+,"emoji":"👍","created_at":\d+\}\]/);
    await target.app.sql.transaction((tx) => target.app.people.erase(tx, { userId: ben.id, now: Date.now() }));
    assert.equal(await shown(ann), undefined);
  });
});
