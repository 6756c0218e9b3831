import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { anew } from '../support/anew.ts';
import { createOpenUser, post, postAll, texts } from '../support/chat.ts';
import { block, createUser } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { dialFoyer, foyerSocket, plainSocket, type FoyerSocket, type PlainSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';

describeStores('what waits for an absent user', (store) => {
  const often = { points: 100_000, window: 1000 };
  const target = store.serve({ config: { chat: { receipts: 20, sends: { user: often } }, gateway: { resumePage: 20, check: 600_000 } } });
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));

  const delivered = async (): Promise<number> => {
    const rows = await target.app.sql.query<{ seq: number }>('SELECT delivered_seq AS seq FROM member WHERE user_id = ?', [user.id]);
    return rows[0]?.seq ?? -1;
  };
  const askOffline = async (): Promise<void> => {
    const { status, data } = await target.api.as(user.token).post('/api/chat/chatGetmessageOffLine');
    assert.deepEqual([status, data], [200, 'ok']);
  };
  /** Comes behind all that was on its way before. */
  const settle = async (socket: FoyerSocket | PlainSocket): Promise<unknown[]> => {
    const another = await createUser(target);
    const end = `the end, says ${another.id}`;
    await post(target, another, { to: user.id, data: end });
    await until(() => socket.texts.includes(end));
    return socket.texts.filter((text) => !String(text).startsWith('the end'));
  };
  const session = () => [...target.app.chat.sessions.of(user.id)][0];

  it('comes on connect, oldest first, over all conversations, on both protocols', async () => {
    const senders = await Promise.all([1, 2, 3].map(() => createUser(target)));
    const sent: { id: string; create_time: number }[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (const from of senders) {
        const [message] = await postAll(target, from, { to: user.id, texts: [`${from.id} ${round}`] });
        if (message) sent.push(message);
        await sleep(1); // so that no two have the same time
      }
    }
    const foyer = await foyerSocket(target, user.token, { ack: 'never' });
    assert.deepEqual(
      foyer.messages.map(({ message }) => message.id),
      sent.map(({ id }) => id),
    );
    await foyer.close();
    const plain = await plainSocket(target, user.token);
    await plain.got(30);
    assert.deepEqual(
      plain.messages.map(({ id }) => id),
      sent.map(({ id }) => id),
    );
    assert.equal(plain.frames[0]?.type, 'system');
  });

  describe('leaves the mailbox', () => {
    beforeEach(() => postAll(target, peer, { to: user.id, texts: texts(5) }));

    it('D23 not before it was acknowledged', async () => {
      for (let tries = 0; tries < 3; tries += 1) {
        const socket = await foyerSocket(target, user.token, { ack: 'never' });
        assert.deepEqual(socket.texts, texts(5));
        await socket.cut();
      }
      assert.equal(await delivered(), 0);
    });

    it('once it was, and only as much as was', async () => {
      const first = await foyerSocket(target, user.token, { ack: 'never' });
      first.ack(2);
      await until(async () => (await delivered()) === 2);
      await first.cut();
      const second = await foyerSocket(target, user.token, { ack: 'never' });
      assert.deepEqual(second.texts, texts(5).slice(2));
      second.ack(1_000_000); // counts no more than there was
      await until(async () => (await delivered()) === 5);
      await second.cut();
      const third = await foyerSocket(target, user.token);
      assert.deepEqual(third.texts, []);
      await postAll(target, peer, { to: user.id, texts: ['later'] });
      assert.deepEqual(await third.got(1), ['later']);
    });

    it('on the plain protocol with the pong to the next ping', async () => {
      const deaf = await plainSocket(target, user.token, { autoPong: false });
      assert.deepEqual(await deaf.got(5), texts(5));
      await deaf.cut();
      assert.equal(await delivered(), 0);
      const socket = await plainSocket(target, user.token);
      assert.deepEqual(await socket.got(5), texts(5));
      await until(async () => (await delivered()) === 5);
      await socket.cut();
      const again = await plainSocket(target, user.token);
      assert.deepEqual(await settle(again), []);
    });

    it('at once for a socket of the same node, before the table is told', async () => {
      const slow = await store.boot({ config: { chat: { receipts: 600_000 } } });
      try {
        const [from, to] = [await createOpenUser(slow), await createOpenUser(slow)];
        await postAll(slow, from, { to: to.id, texts: texts(5) });
        const first = await foyerSocket(slow, to.token, { ack: 'never' });
        first.ack(3);
        await first.ask({ op: 'ping' }, 'pong');
        await first.cut();
        assert.deepEqual(await (await plainSocket(slow, to.token)).got(2), texts(5).slice(3));
      } finally {
        await slow.close();
      }
    });

    it('not by a pong that nobody asked for with a made-up number, beyond what was written', async () => {
      const socket = await plainSocket(target, user.token, { autoPong: false });
      await socket.got(5);
      for (const text of ['x', '-5', 'NaN', '', '1e400', '3']) socket.raw.pong(text);
      await until(async () => (await delivered()) === 5); // Infinity is cut to what was written
      await postAll(target, peer, { to: user.id, texts: ['after it'] });
      await socket.got(6);
      await socket.cut();
      const again = await plainSocket(target, user.token);
      assert.deepEqual(await settle(again), ['after it']);
    });
  });

  describe('chatGetmessageOffLine', () => {
    it('D23 without an open socket moves nothing', async () => {
      await postAll(target, peer, { to: user.id, texts: texts(3) });
      await askOffline();
      assert.equal(await delivered(), 0);
      assert.deepEqual(await (await plainSocket(target, user.token)).got(3), texts(3));
    });

    it('D23 brings what a lost wake-up kept back, and nothing twice, however often it is called', async () => {
      const socket = await plainSocket(target, user.token);
      await postAll(target, peer, { to: user.id, texts: ['live'] });
      await socket.got(1);
      const feed = session()?.feed;
      assert.ok(feed);
      feed.offer = () => undefined;
      feed.wake = () => undefined;
      await postAll(target, peer, { to: user.id, texts: ['kept back'] });
      Reflect.deleteProperty(feed, 'wake');
      Reflect.deleteProperty(feed, 'offer');
      await Promise.all([1, 2, 3, 4, 5].map(askOffline));
      assert.deepEqual(await settle(socket), ['live', 'kept back']);
    });

    it('D23 right after connecting, as the published client calls it, doubles nothing', async () => {
      await postAll(target, peer, { to: user.id, texts: texts(30) });
      const socket = await plainSocket(target, user.token);
      await Promise.all([askOffline(), askOffline(), askOffline()]);
      await postAll(target, peer, { to: user.id, texts: ['live'] });
      assert.deepEqual(await settle(socket), [...texts(30), 'live']);
    });

    it('says `ready` again on foyer.1', async () => {
      const socket = await foyerSocket(target, user.token);
      await askOffline();
      await socket.op('ready');
    });
  });

  it('D23 loses, skips and doubles nothing of what comes while it is handed over', async () => {
    await postAll(target, peer, { to: user.id, texts: texts(60, 'waiting') });
    const { sql } = target.app;
    const query = sql.query.bind(sql);
    sql.query = async (statement, params) => {
      const rows = await query(statement, params);
      if (statement.includes('seq BETWEEN')) await sleep(30); // between the read and the hand-over of each page
      return rows as never;
    };
    try {
      const socket = await dialFoyer(target);
      socket.send({ op: 'hello', token: user.token });
      await socket.op('welcome');
      await postAll(target, peer, { to: user.id, texts: texts(20, 'live') });
      assert.deepEqual(await settle(socket), [...texts(60, 'waiting'), ...texts(20, 'live')]);
      assert.deepEqual(
        socket.messages.slice(0, 80).map(({ seq }) => seq),
        Array.from({ length: 80 }, (_, index) => index + 1),
      );
    } finally {
      sql.query = query;
    }
  });

  it('D30 of somebody who was blacklisted meanwhile is not handed over, and waits no more', async () => {
    const other = await createUser(target);
    await postAll(target, peer, { to: user.id, texts: texts(3, 'unwanted') });
    await post(target, other, { to: user.id, data: 'wanted' });
    await block(target, user.id, peer.id);
    for (const open of [foyerSocket, plainSocket]) {
      const socket = await open(target, user.token);
      assert.deepEqual(
        (await settle(socket)).filter((text) => text !== 'wanted'),
        [],
      );
      await socket.close();
    }
    const rows = () =>
      target.app.sql.query<{ delivered: number; last: number }>(
        `SELECT k.delivered_seq AS delivered, c.last_seq AS last FROM member k JOIN conversation c ON c.id = k.conversation_id
         WHERE k.user_id = ? AND k.peer_id = ?`,
        [user.id, peer.id],
      );
    await until(async () => (await rows()).every(({ delivered: seq, last }) => seq === 3 && last === 3));
    await target.app.sql.execute('DELETE FROM blacklist WHERE user_id = ?', [user.id]);
    target.app.invalidate([`relation:${peer.id}:${user.id}`]);
    const socket = await foyerSocket(target, user.token);
    assert.deepEqual(await settle(socket), []);
    const { list } = await socket.ask({ op: 'history', ref: 1, to: peer.id }, 'history');
    assert.equal(list.length, 3);
  });

  it('D28 stands in the history like what came live, for both sides', async () => {
    await postAll(target, peer, { to: user.id, texts: texts(2, 'late') });
    const [mine, theirs] = [await foyerSocket(target, user.token), await foyerSocket(target, peer.token)];
    await postAll(target, peer, { to: user.id, texts: texts(2, 'live') });
    await mine.say(peer.id, 'answer');
    const [one, other] = await Promise.all([
      mine.ask({ op: 'history', ref: 1, to: peer.id }, 'history'),
      theirs.ask({ op: 'history', ref: 1, to: user.id }, 'history'),
    ]);
    assert.deepEqual(one.list, other.list);
    assert.deepEqual(
      one.list.map(({ message }) => message.data),
      [...texts(2, 'late'), ...texts(2, 'live'), 'answer'],
    );
  });
});
