import assert from 'node:assert/strict';
import { Identity } from '../../../app/account/identity.ts';
import { isAutomatic } from '../../../app/messaging/content/options.ts';
import type { OutgoingMessage, SentMessage } from '../../../app/messaging/hooks.ts';
import type { SendRequest } from '../../../app/service/chat.ts';
import { anew } from '../../support/anew.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { block, createUser, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { servicesOf } from '../../support/ticket.ts';
import { foyerSocket } from '../../support/socket.ts';

describeStores('what units say', (store) => {
  const target = store.serve({
    config: { chat: { sends: { automatic: { points: 5, window: 60_000 }, user: { points: 3, window: 60_000 } } } },
  });
  const house = anew(() => createOpenUser(target));
  const guest = anew(() => createOpenUser(target));

  const say = (key: string, data = 'we are closed') => servicesOf(target).chat.say({ as: house.id, to: guest.id, data, key });

  async function identityOf({ id, token }: TestUser): Promise<Identity> {
    const { sid } = target.app.token.verify(token);
    const { user, session } = target.app.caches;
    const [account, login] = [await user.get(id), await session.get(sid)];
    assert.ok(account && login);
    return new Identity(account, login);
  }

  async function send(request: Partial<SendRequest>) {
    const whole: SendRequest = {
      chatType: 'single',
      to: guest.id,
      type: 'text',
      data: 'x',
      options: null,
      clientId: undefined,
      ...request,
    };
    return servicesOf(target).chat.send(await identityOf(house), whole);
  }

  const held = (): Promise<{ data: string; options: string | null }[]> =>
    target.app.sql.query('SELECT data, options FROM message WHERE sender_id = ? ORDER BY seq', [house.id]);

  it('U8 the house speaks without a login, and its words reach who they are for, marked', async () => {
    const socket = await foyerSocket(target, guest.token);
    const { stored } = await say('hours:1');
    assert.equal(isAutomatic(stored), true);
    const told = await socket.op('message');
    assert.deepEqual([told.message.data, told.message.options, told.message.from_id], ['we are closed', { automatic: true }, house.id]);
    await socket.close();
  });

  it('U8 one key is one message, however often and over whichever node it is said; another is another', async () => {
    const sent = await Promise.all([say('hours:1'), say('hours:1'), say('hours:1')]);
    assert.equal(new Set(sent.map(({ stored }) => stored.seq)).size, 1);
    await say('hours:2');
    assert.equal((await held()).length, 2);
    const other = await createOpenUser(target);
    const { stored } = await servicesOf(target).chat.say({ as: house.id, to: other.id, data: 'we are closed', key: 'hours:1' });
    assert.equal(stored.seq, 1, 'to another it is another');
  });

  it('U8 it has a limit of its own, and takes nothing of the account’s', async () => {
    for (const key of ['1', '2', '3', '4', '5']) await say(key);
    await assert.rejects(say('6'), { code: 'too_many' });
    for (const _ of [1, 2, 3]) assert.equal((await post(target, house, { to: guest.id, data: 'myself' })).status, 200);
    assert.equal((await post(target, house, { to: guest.id, data: 'myself' })).code, 'too_many');
  });

  it('U8 the account says nothing that it could not, and nothing once it is closed', async () => {
    await block(target, guest.id, house.id);
    await assert.rejects(say('1'), { code: 'blocked' });
    await setStatus(target, house.id, 0);
    target.app.invalidate([`user:${house.id}`]);
    await assert.rejects(say('2'), { code: 'user_not_found' });
    assert.deepEqual(await held(), []);
  });

  it('U8 hooks see that no person wrote it, so that two robots do not answer each other; nobody else can say so', async () => {
    const seen: OutgoingMessage[] = [];
    const heard: SentMessage[] = [];
    let isOn = true;
    target.app.chat.hooks.on('robot', 'beforeSend', (message) => {
      if (!isOn) return;
      seen.push({ ...message });
      message.options = null; // what a hook does takes the mark from nobody
    });
    target.app.chat.hooks.on('robot', 'sent', (event) => {
      if (!isOn || ![house.id, guest.id].includes(event.sender.id)) return;
      heard.push(event);
      if (event.isAutomatic) return;
      for (const [as, to] of [
        [house.id, guest.id],
        [guest.id, house.id],
      ] as const)
        void servicesOf(target).chat.say({ as, to, data: 'an answer', key: `answer ${event.message.seq}` });
    });
    const claim = { automatic: true, speaker: { no: 7 }, mine: 1 };
    await send({ data: 'hello', options: claim });
    for (let turns = 0; heard.length < 3 && turns < 100; turns += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 100));
    isOn = false;
    assert.deepEqual(
      heard.map(({ isAutomatic }) => isAutomatic),
      [false, true, true],
    );
    assert.deepEqual(
      seen.map(({ isAutomatic }) => isAutomatic),
      [false, true, true],
    );
    assert.deepEqual(seen[0]?.options, { mine: 1 }, 'what a client claims is dropped');
    assert.equal(isAutomatic(heard[1]!.message), true);
  });

  it('U8 a speaker is stored by number, shown by the face of now, and counts against its own limit', async () => {
    const { caches } = target.app;
    let name = '小王';
    if (caches.faces.of({ senderId: 1, options: '{"speaker":{"no":3}}' } as never) === undefined)
      caches.faces.register((_, no) => (no === 3 ? { name, avatar: '/avatar/3.png' } : undefined));
    const agent = await createUser(target);
    const speaker = { no: 3, userId: agent.id };
    for (const data of ['1', '2', '3']) await send({ data });
    await assert.rejects(send({ data: 'no more' }), { code: 'too_many' });
    const sent = await send({ data: 'as an agent', speaker });
    assert.deepEqual(JSON.parse(sent.stored.options ?? ''), { speaker: { no: 3 } });
    const { from_id, from_name, from_avatar } = sent.present();
    assert.deepEqual([from_id, from_name, from_avatar], [house.id, name, '/avatar/3.png']);
    name = '小李';
    const page = await target.api.as(guest.token).post<{ list: { data: string; from_name: string }[] }>('/api/chat/socket/getmessage', {
      chatType: 'single',
      peer_id: house.id,
    });
    const shown = JSON.stringify(page.data);
    assert.ok(shown.includes('小李') && !shown.includes('小王'), shown);
  });

  it('U8 a rule of the caller’s own refuses, but gives way to a message that went through before', async () => {
    const clientId = crypto.randomUUID();
    const asked: string[] = [];
    const first = await send({ clientId, allow: async () => void asked.push('first') });
    const refusing = (): Promise<void> => Promise.reject(new Error('not yours any more'));
    const again = await send({ clientId, allow: refusing });
    assert.equal(again.stored.seq, first.stored.seq);
    await assert.rejects(send({ clientId: crypto.randomUUID(), allow: refusing }), /not yours any more/);
    assert.deepEqual(asked, ['first']);
    assert.equal((await held()).length, 1);
  });
});
