import assert from 'node:assert/strict';
import { readChatset } from '../../app/policy/chatset.ts';
import { anew } from '../support/anew.ts';
import { block, createUser, login } from '../support/factory.ts';
import { serveNodes } from '../support/nodes.ts';
import { foyerSocket, plainSocket, sendFrame } from '../support/socket.ts';
import { until } from '../support/wait.ts';

const OFTEN = { points: 1e6, window: 10_000 };
const OPEN = readChatset('{"chatset":{"visitor":2,"user":2}}');

describe('two nodes on one Redis and one MariaDB', () => {
  const { one, two } = serveNodes({ chat: { sends: { user: OFTEN } }, gateway: { frames: OFTEN } });
  const ann = anew(() => createUser(one, { chatset: OPEN }));
  const bob = anew(() => createUser(two, { chatset: OPEN }));

  it('users on different nodes talk live, in order both ways', async () => {
    const [a, b] = [await foyerSocket(one, ann.token), await foyerSocket(two, bob.token)];
    const numbers = Array.from({ length: 200 }, (_, n) => String(n));
    for (const n of numbers) {
      a.send(sendFrame(bob.id, n));
      b.send(sendFrame(ann.id, n));
    }
    assert.deepEqual(await b.got(200), numbers);
    assert.deepEqual(await a.got(200), numbers);
    const seqs = [...a.messages, ...b.messages].map(({ seq }) => seq).toSorted((x, y) => x - y);
    assert.deepEqual(
      seqs,
      Array.from({ length: 400 }, (_, n) => n + 1),
    );
  });

  it('D17 one device holds across them: a login on one ends the socket on the other', async () => {
    const old = await foyerSocket(one, ann.token);
    const token = await login(two, ann.id);
    const fresh = await plainSocket(two, token);
    assert.equal((await old.end()).code, 4001);
    const b = await foyerSocket(one, bob.token);
    await b.say(ann.id, 'to the new one');
    assert.deepEqual(await fresh.got(1), ['to the new one']);
    await until(() => one.app.chat.sessions.of(ann.id).size === 0);
    assert.equal(two.app.chat.sessions.of(ann.id).size, 1);
  });

  it('G92 an older plain socket on one falls silent for a newer on the other, and hears again when that goes', async () => {
    const older = await plainSocket(one, ann.token);
    const newest = await plainSocket(two, ann.token);
    await until(() => [...one.app.chat.sessions.of(ann.id)].every(({ isSilent }) => isSilent));
    const b = await foyerSocket(one, bob.token);
    await b.say(ann.id, 'to the newest');
    assert.deepEqual(await newest.got(1), ['to the newest']);
    assert.deepEqual([older.closed, older.messages], [undefined, []]);
    await until(() => [...two.app.chat.sessions.of(ann.id)].every(({ handed }) => handed.isEmpty), { within: 3000 });
    await newest.cut();
    await b.say(ann.id, 'to who is left');
    await until(() => older.texts.includes('to who is left'), { within: 15_000 });
  });

  it('G92 what an older plain socket on one took over is not given to a newer on the other', async () => {
    const older = await plainSocket(one, ann.token);
    const b = await foyerSocket(one, bob.token);
    for (const round of ['one', 'two', 'three']) {
      const [from, to] = round === 'two' ? [two, one] : [one, two];
      const heard = round === 'one' ? older : await plainSocket(from, ann.token);
      await b.say(ann.id, round);
      await until(() => heard.texts.includes(round));
      const newest = await plainSocket(to, ann.token);
      await b.say(ann.id, `behind ${round}`);
      await until(() => newest.texts.includes(`behind ${round}`));
      assert.deepEqual([round, newest.texts.filter((text) => text === round)], [round, []]);
    }
  });

  it('D17 of logins on both at once one socket survives', async function () {
    this.timeout(60_000);
    for (let round = 0; round < 20; round += 1) {
      const nodes = [one, two];
      const sockets = await Promise.all(
        nodes.map(async (node) => {
          const token = await login(node, ann.id);
          return plainSocket(node, token).catch(() => undefined);
        }),
      );
      await until(() => nodes.reduce((sum, { app }) => sum + app.chat.sessions.of(ann.id).size, 0) === 1, { within: 8000 });
      const left = sockets.filter((socket) => socket && !socket.closed);
      assert.equal(left.length, 1, `round ${round}`);
    }
  });

  it('D45 tabs of one session on both nodes see each other’s messages', async () => {
    const [left, right] = [await foyerSocket(one, ann.token), await foyerSocket(two, ann.token)];
    await until(() => one.app.chat.sessions.elsewhere(ann.id).length === 1);
    await left.say(bob.id, 'from the left');
    await right.say(bob.id, 'from the right');
    assert.deepEqual(await right.got(1), ['from the left']);
    assert.deepEqual(await left.got(1), ['from the right']);
  });

  it('D03 a token that is revoked on one closes the socket on the other, also when the bus says nothing', async () => {
    const socket = await foyerSocket(two, ann.token);
    assert.equal((await one.api.as(ann.token).post('/api/chat/logout')).status, 200);
    assert.equal((await socket.end(1000)).code, 4401);
    const other = await foyerSocket(two, bob.token);
    const now = Date.now();
    const [{ id } = { id: 0 }] = await one.app.sql.query<{ id: number }>('SELECT id FROM session WHERE user_id = ?', [bob.id]);
    await one.app.sql.execute(`UPDATE session SET revoked_at = ?, reason = 'disabled' WHERE id = ?`, [now, id]);
    await one.app.sql.execute(`INSERT INTO revocation (user_id, session_id, reason, created_at) VALUES (?, ?, 'disabled', ?)`, [
      bob.id,
      id,
      now,
    ]);
    assert.equal((await other.end(1500)).code, 4403);
  });

  it('a blacklisting on one binds senders on the other at once', async () => {
    const b = await foyerSocket(two, bob.token);
    assert.equal((await b.say(ann.id, 'before')).op, 'sent');
    await block(one, ann.id, bob.id);
    await until(
      async () => {
        const answer = await b.say(ann.id, 'after');
        return answer.op === 'refused' && answer.code === 'blocked';
      },
      { within: 1000 },
    );
  });

  it('D25 the same client_id on both nodes at once is one message', async () => {
    const a = await foyerSocket(one, ann.token);
    const a2 = await foyerSocket(two, ann.token);
    const b = await foyerSocket(two, bob.token);
    const id = crypto.randomUUID();
    const answers = await Promise.all([a.say(bob.id, 'once', { client_id: id }), a2.say(bob.id, 'once', { client_id: id })]);
    const ids = answers.map((answer) => (answer.op === 'sent' ? answer.id : answer.code));
    assert.equal(new Set(ids).size, 1);
    await a.say(bob.id, 'next');
    await until(() => b.texts.includes('next'));
    assert.deepEqual([...new Set(b.messages.map(({ seq }) => seq))], [1, 2]);
  });

  it('a request for what waits reaches the socket on the other node', async () => {
    const b = await plainSocket(two, bob.token);
    const { sql } = one.app;
    const a = await foyerSocket(one, ann.token);
    await a.say(bob.id, 'first');
    await b.got(1);
    // A message that no mailbox has heard of, as after a loss.
    const [{ id } = { id: 0 }] = await sql.query<{ id: number }>('SELECT conversation_id AS id FROM member WHERE user_id = ?', [bob.id]);
    await sql.execute(
      `INSERT INTO message (conversation_id, seq, sender_id, client_id, type, data, options, created_at) VALUES (?, 2, ?, ?, 'text', 'lost', NULL, ?)`,
      [id, ann.id, Buffer.alloc(16, 7), Date.now()],
    );
    await sql.execute('UPDATE conversation SET last_seq = 2 WHERE id = ?', [id]);
    assert.equal((await one.api.as(bob.token).post('/api/chat/chatGetmessageOffLine')).data, 'ok');
    assert.deepEqual(await b.got(2), ['first', 'lost']);
  });
});
