import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { createOpenUser, post, texts } from '../support/chat.ts';
import { describeStores } from '../support/matrix.ts';
import { foyerSocket, plainSocket, sendFrame, type FoyerSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';

const MANY = 2000;
const JOINED = 100;

describeStores('D27 the order of one sender’s messages', (store) => {
  const often = { points: 1_000_000, window: 1000 };
  const target = store.serve({ config: { chat: { sends: { user: often } }, gateway: { frames: often } } });
  const sender = anew(() => createOpenUser(target));
  const receiver = anew(() => createOpenUser(target));

  /** Sends them without waiting for any answer, many in each WebSocket message. */
  const pour = (socket: FoyerSocket, all: readonly string[]): void => {
    for (let at = 0; at < all.length; at += JOINED) socket.send(all.slice(at, at + JOINED).map((text) => sendFrame(receiver.id, text)));
  };
  const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
  const answered = (socket: FoyerSocket): number[] => socket.frames.flatMap((frame) => (frame.op === 'sent' ? [frame.seq] : []));

  it(`holds for ${MANY} of them, live and in the answers, on both protocols`, async () => {
    const [foyer, socket] = [await foyerSocket(target, receiver.token), await foyerSocket(target, sender.token)];
    pour(socket, texts(MANY));
    assert.deepEqual(await foyer.got(MANY, 15_000), texts(MANY));
    assert.deepEqual(
      foyer.messages.map(({ seq }) => seq),
      upTo(MANY),
    );
    await until(() => answered(socket).length === MANY);
    assert.deepEqual(answered(socket), upTo(MANY));
    // What is not acknowledged yet would be handed to the next socket once more.
    await until(async () => {
      const query = 'SELECT delivered_seq AS seq FROM member WHERE user_id = ?';
      return (await target.app.sql.query<{ seq: number }>(query, [receiver.id]))[0]?.seq === MANY;
    });
    const plain = await plainSocket(target, receiver.token);
    pour(socket, texts(200, 'plain'));
    assert.deepEqual(await plain.got(200), texts(200, 'plain'));
  });

  it(`holds for ${MANY} of them after an absence`, async () => {
    const socket = await foyerSocket(target, sender.token);
    pour(socket, texts(MANY));
    await until(() => answered(socket).length === MANY, { within: 15_000 });
    const reader = await foyerSocket(target, receiver.token, { ack: 'never' });
    assert.deepEqual(await reader.got(MANY), texts(MANY));
    await reader.cut();
    const plain = await plainSocket(target, receiver.token);
    assert.deepEqual(await plain.got(MANY), texts(MANY));
  });

  it('holds on each connection of a reader that comes and goes, which misses nothing', async () => {
    const socket = await foyerSocket(target, sender.token);
    const total = 600;
    const seen: number[][] = [];
    pour(socket, texts(total));
    do {
      const reader = await foyerSocket(target, receiver.token);
      await until(() => reader.messages.length >= 100 || reader.messages.at(-1)?.seq === total, { within: 10_000 });
      await reader.cut();
      seen.push(reader.messages.map(({ seq }) => seq));
    } while (seen.at(-1)?.at(-1) !== total);
    for (const seqs of seen) assert.deepEqual(seqs, upTo(seqs.at(-1) ?? 0).slice((seqs[0] ?? 1) - 1));
    assert.deepEqual([...new Set(seen.flat())], upTo(total));
  });

  it('holds over 10 conversations that the sender writes to by turns, behind caches that know nothing', async () => {
    const receivers = await Promise.all(Array.from({ length: 10 }, () => createOpenUser(target)));
    const readers = await Promise.all(receivers.map(({ token }) => foyerSocket(target, token)));
    const socket = await foyerSocket(target, sender.token);
    const { caches } = target.app;
    for (const text of texts(30)) {
      // Some have to be asked of SQL while others are known: the quick ones must not overtake.
      if (Math.random() < 0.3) for (const cache of [caches.user, caches.relation, caches.conversation]) cache.clear();
      socket.send(receivers.map(({ id }) => sendFrame(id, text)));
    }
    for (const reader of readers) assert.deepEqual(await reader.got(30), texts(30));
  });

  it('is one numbering without a gap when 20 write at once to the same two', async () => {
    const tabs = await Promise.all([sender, receiver].flatMap(({ token }) => Array.from({ length: 5 }, () => foyerSocket(target, token))));
    const peerOf = (index: number): number => (index < 5 ? receiver.id : sender.id);
    for (const text of texts(20)) for (const [index, tab] of tabs.entries()) tab.send(sendFrame(peerOf(index), text));
    const overHttp = [sender, receiver].flatMap((from, index) =>
      texts(50).map((data) => post(target, from, { to: index ? sender.id : receiver.id, data })),
    );
    for (const { status } of await Promise.all(overHttp)) assert.equal(status, 200);
    await until(() => tabs.every((tab) => answered(tab).length === 20), { within: 10_000 });
    const rows = await target.app.sql.query<{ seq: number }>('SELECT seq FROM message WHERE sender_id IN (?, ?) ORDER BY seq', [
      sender.id,
      receiver.id,
    ]);
    assert.deepEqual(
      rows.map(({ seq }) => seq),
      upTo(300),
    );
    const [row] = await target.app.sql.query<{ last: number }>(
      'SELECT c.last_seq AS last FROM conversation c JOIN member k ON k.conversation_id = c.id WHERE k.user_id = ?',
      [sender.id],
    );
    assert.equal(row?.last, 300);
    for (const tab of tabs) {
      await until(() => new Set([...answered(tab), ...tab.messages.map(({ seq }) => seq)]).size === 300);
      const order = answered(tab);
      assert.deepEqual(
        order,
        order.toSorted((a, b) => a - b),
      );
    }
  });
});
