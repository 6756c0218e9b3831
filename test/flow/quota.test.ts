import assert from 'node:assert/strict';
import { anew } from '../support/anew.ts';
import { createOpenUser, post, texts } from '../support/chat.ts';
import { createUser, createVisitor, makeFriends } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { foyerSocket, sendFrame } from '../support/socket.ts';
import { until } from '../support/wait.ts';

describeStores('D32 one message until it is answered', (store) => {
  const target = store.serve();
  const sender = anew(() => createUser(target));
  const receiver = anew(() => createUser(target));

  const stored = async (): Promise<number> => {
    const rows = await target.app.sql.query('SELECT seq FROM message WHERE sender_id = ?', [sender.id]);
    return rows.length;
  };
  const codes = (answers: Awaited<ReturnType<typeof post>>[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { status, code } of answers) counts[code ?? status] = (counts[code ?? status] ?? 0) + 1;
    return counts;
  };

  it('of 30 at once over HTTP, to somebody who is away, exactly one is stored', async () => {
    const answers = await Promise.all(texts(30).map((data) => post(target, sender, { to: receiver.id, data })));
    assert.deepEqual(codes(answers), { 200: 1, quota_used: 29 });
    assert.equal(await stored(), 1);
    assert.equal((await (await foyerSocket(target, receiver.token)).got(1)).length, 1);
  });

  it('of 30 at once over three sockets, to somebody who is there, exactly one is stored', async () => {
    const reader = await foyerSocket(target, receiver.token);
    const tabs = await Promise.all([1, 2, 3].map(() => foyerSocket(target, sender.token)));
    for (const [index, text] of texts(30).entries()) tabs[index % 3]?.send(sendFrame(receiver.id, text));
    const answers = () => tabs.flatMap((tab) => tab.frames.filter(({ op }) => op === 'sent' || op === 'refused'));
    await until(() => answers().length === 30);
    assert.equal(answers().filter(({ op }) => op === 'sent').length, 1);
    assert.equal(await stored(), 1);
    await reader.got(1);
    assert.equal(reader.texts.length, 1);
  });

  it('of both sides writing first at the same moment, each gets through and opens the other', async () => {
    const answers = await Promise.all([
      post(target, sender, { to: receiver.id, data: 'hello' }),
      post(target, receiver, { to: sender.id, data: 'hello' }),
    ]);
    assert.deepEqual(codes(answers), { 200: 2 });
    for (const data of texts(3)) assert.equal((await post(target, sender, { to: receiver.id, data })).status, 200);
    for (const data of texts(3)) assert.equal((await post(target, receiver, { to: sender.id, data })).status, 200);
  });

  it('an answer opens it for good, for users and visitors', async () => {
    for (const from of [sender, await createVisitor(target)]) {
      assert.deepEqual(codes([await post(target, from, { to: receiver.id, data: 'one' })]), { 200: 1 });
      assert.deepEqual(codes([await post(target, from, { to: receiver.id, data: 'two' })]), { quota_used: 1 });
      assert.equal((await post(target, receiver, { to: from.id, data: 'answer' })).status, 200);
      const more = await Promise.all(texts(5).map((data) => post(target, from, { to: receiver.id, data })));
      assert.deepEqual(codes(more), { 200: 5 });
    }
  });

  it('is counted for each sender by itself', async () => {
    const others = await Promise.all([1, 2, 3].map(() => createUser(target)));
    for (const from of [sender, ...others]) assert.equal((await post(target, from, { to: receiver.id, data: 'mine' })).status, 200);
    for (const from of [sender, ...others]) assert.equal((await post(target, from, { to: receiver.id, data: 'again' })).code, 'quota_used');
  });

  it('a friend needs none', async () => {
    assert.equal((await post(target, sender, { to: receiver.id, data: 'one' })).status, 200);
    await makeFriends(target, sender.id, receiver.id);
    for (const data of texts(3)) assert.equal((await post(target, sender, { to: receiver.id, data })).status, 200);
  });

  it('whoever was written to may answer freely, whatever the other side lets in of strangers', async () => {
    assert.equal((await post(target, sender, { to: receiver.id, data: 'a question' })).status, 200);
    for (const data of texts(3)) assert.equal((await post(target, receiver, { to: sender.id, data })).status, 200);
  });

  it('a refused message takes nothing', async () => {
    const answers = [
      await post(target, sender, { to: receiver.id, data: '' }),
      await post(target, sender, { to: receiver.id, data: 'x', type: 'systemNotice' }),
      await post(target, sender, { to: receiver.id, data: 'the one' }),
    ];
    assert.deepEqual(codes(answers), { input_required: 1, input_choice: 1, 200: 1 });
  });

  it('one who lets in freely counts nothing', async () => {
    const open = await createOpenUser(target);
    for (const data of texts(3)) assert.equal((await post(target, sender, { to: open.id, data })).status, 200);
    const [row] = await target.app.sql.query<{ quota: number }>('SELECT quota FROM member WHERE user_id = ?', [sender.id]);
    assert.equal(row?.quota, 0);
  });
});
