import assert from 'node:assert/strict';
import { EngineUnavailable } from '../../engine/error.ts';
import { createOpenUser, post } from '../support/chat.ts';
import { block, createUser, setStatus, type TestUser } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { foyerSocket, plainSocket, sendFrame, type FoyerSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';

describeStores('D25 a message that is sent again', (store) => {
  const often = { points: 10_000, window: 1000 };
  const target = store.serve({ config: { chat: { sends: { user: often } } } });
  let sender: TestUser;
  let receiver: TestUser;

  beforeEach(async () => {
    [sender, receiver] = await Promise.all([createUser(target), createOpenUser(target)]);
  });

  const stored = async (): Promise<string[]> => {
    const rows = await target.app.sql.query<{ data: string }>('SELECT data FROM message WHERE sender_id = ? ORDER BY seq', [sender.id]);
    return rows.map(({ data }) => data);
  };
  /** Something that comes behind all that was sent before: what is not here then will not come. */
  const settle = async (reader: FoyerSocket): Promise<unknown[]> => {
    const another = await createUser(target);
    await post(target, another, { to: receiver.id, data: 'the end' });
    await reader.next((frame) => frame.op === 'message' && frame.message.data === 'the end');
    return reader.texts.filter((text) => text !== 'the end');
  };

  it('50 times at once, over HTTP and two tabs, is stored once and shown once on every screen', async () => {
    const readers = await Promise.all([1, 2].map(() => foyerSocket(target, receiver.token)));
    const tabs = await Promise.all([1, 2].map(() => foyerSocket(target, sender.token)));
    const frame = sendFrame(receiver.id, 'once');
    const overHttp = Array.from({ length: 20 }, () => post(target, sender, { to: receiver.id, data: 'once', client_id: frame.client_id }));
    for (let count = 0; count < 15; count += 1) for (const tab of tabs) tab.send(frame);
    const ids = new Set((await Promise.all(overHttp)).map(({ data }) => data.id));
    await until(() => tabs.every((tab) => tab.frames.filter(({ op }) => op === 'sent').length === 15));
    for (const tab of tabs) for (const sent of tab.frames) if (sent.op === 'sent') ids.add(sent.id);
    assert.equal(ids.size, 1);
    assert.deepEqual(await stored(), ['once']);
    for (const reader of readers) assert.deepEqual(await settle(reader), ['once']);
  });

  it('later, with another text, is the first one', async () => {
    const client_id = crypto.randomUUID();
    const first = await post(target, sender, { to: receiver.id, data: 'first', client_id });
    const again = await post(target, sender, { to: receiver.id, data: 'second', type: 'link', options: { a: 1 }, client_id });
    assert.deepEqual(again.data, first.data);
    const inCapitals = await post(target, sender, { to: receiver.id, data: 'third', client_id: client_id.toUpperCase() });
    assert.deepEqual(inCapitals.data, first.data);
    assert.deepEqual(await stored(), ['first']);
  });

  it('is another message to somebody else, and from somebody else', async () => {
    const client_id = crypto.randomUUID();
    const [other, third] = await Promise.all([createOpenUser(target), createUser(target)]);
    await post(target, sender, { to: receiver.id, data: 'one', client_id });
    await post(target, sender, { to: other.id, data: 'two', client_id });
    const { data } = await post(target, third, { to: receiver.id, data: 'three', client_id });
    assert.equal(data.data, 'three');
    assert.deepEqual((await stored()).toSorted(), ['one', 'two']);
  });

  describe('gets the first one, whatever the rules say by now', () => {
    const changes: Record<string, () => Promise<unknown>> = {
      'the one free message is spent': () => Promise.resolve(),
      'the sender was blacklisted': () => block(target, receiver.id, sender.id),
      'the receiver was disabled': () => setStatus(target, receiver.id, 0),
      'the receiver is gone': async () => {
        await target.app.sql.execute('DELETE FROM user WHERE id = ?', [receiver.id]);
        target.app.invalidate([`user:${receiver.id}`]);
      },
    };

    for (const [name, change] of Object.entries(changes)) {
      it(name, async () => {
        receiver = await createUser(target); // takes one message
        const socket = await foyerSocket(target, sender.token);
        const frame = sendFrame(receiver.id, 'went through');
        socket.send(frame);
        const first = await socket.op('sent');
        await change();
        socket.send(frame);
        assert.deepEqual(await socket.op('sent'), first);
        const { data } = await post(target, sender, { to: receiver.id, data: 'went through', client_id: frame.client_id });
        assert.equal(data.id, first.id);
        assert.equal((await socket.say(receiver.id, 'another')).op, 'refused');
        assert.deepEqual(await stored(), ['went through']);
      });
    }
  });

  it('D28 two equal texts are two messages', async () => {
    const reader = await foyerSocket(target, receiver.token);
    await post(target, sender, { to: receiver.id, data: 'same' });
    await post(target, sender, { to: receiver.id, data: 'same' });
    assert.deepEqual(await settle(reader), ['same', 'same']);
    assert.deepEqual(await stored(), ['same', 'same']);
  });

  it('D24 after its receiver could not be told is told then, once, also when it was the one free message', async () => {
    for (const takesOne of [true, false]) {
      receiver = await (takesOne ? createUser : createOpenUser)(target);
      const reader = await foyerSocket(target, receiver.token);
      const { mailbox } = target.app.engine;
      const push = mailbox.push.bind(mailbox);
      mailbox.push = () => Promise.reject(new EngineUnavailable('Redis is down'));
      const client_id = crypto.randomUUID();
      const body = { to: receiver.id, data: `told at last ${takesOne}`, client_id };
      const refused = await post(target, sender, body);
      mailbox.push = push;
      assert.deepEqual([refused.status, refused.code], [503, 'unavailable']);
      assert.deepEqual(reader.texts, []);
      assert.equal((await post(target, sender, body)).status, 200);
      assert.deepEqual(await reader.got(1), [body.data]);
      assert.equal((await post(target, sender, body)).status, 200);
      assert.deepEqual(await settle(reader), [body.data]);
      await reader.close();
    }
  });

  it('D45 own messages come to one’s other tabs, not to the one that sent, and never to plain sockets', async () => {
    const plain = await plainSocket(target, sender.token);
    const [mine, other] = [await foyerSocket(target, sender.token), await foyerSocket(target, sender.token)];
    const answer = await mine.say(receiver.id, 'from one tab');
    assert.ok(answer.op === 'sent');
    const echo = await other.op('message');
    assert.deepEqual([echo.client_id, echo.seq, echo.conversation], [answer.client_id, answer.seq, answer.conversation]);
    assert.equal(echo.message.from_id, sender.id);
    await post(target, sender, { to: receiver.id, data: 'over HTTP' });
    assert.deepEqual(await mine.got(1), ['over HTTP']);
    assert.deepEqual(await other.got(2), ['from one tab', 'over HTTP']);
    await post(target, receiver, { to: sender.id, data: 'an answer' });
    assert.deepEqual(await plain.got(1), ['an answer']);
  });

  it('D26 to somebody whose socket is closing, waits until the next', async () => {
    const reader = await foyerSocket(target, receiver.token);
    const [connection] = [...target.app.chat.gateway.connections].filter(({ session }) => session?.userId === receiver.id);
    reader.raw.pause();
    connection?.socket.close(1000);
    await post(target, sender, { to: receiver.id, data: 'not into a closing socket' });
    reader.raw.resume();
    await reader.end();
    assert.deepEqual(reader.texts, []);
    assert.deepEqual(await (await foyerSocket(target, receiver.token)).got(1), ['not into a closing socket']);
  });
});
