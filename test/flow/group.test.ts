import assert from 'node:assert/strict';
import { GROUP_STATUS } from '../../app/cache.ts';
import { setRole, setStatus } from '../../app/group/store.ts';
import { anew } from '../support/anew.ts';
import { texts } from '../support/chat.ts';
import { createUser, createVisitor, type TestUser } from '../support/factory.ts';
import { enter, leave, makeGroup, postIn, sayIn } from '../support/group-chat.ts';
import { describeStores } from '../support/matrix.ts';
import { foyerSocket, plainSocket, sendFrame } from '../support/socket.ts';
import { until } from '../support/wait.ts';

const OFTEN = { points: 1e6, window: 10_000 };
const CONFIG = { chat: { sends: { user: OFTEN, visitor: OFTEN } }, gateway: { frames: OFTEN } };

describeStores('a group', (store) => {
  const target = store.serve({ config: CONFIG });
  const owner = anew(() => createUser(target));
  const ann = anew(() => createUser(target));
  const bob = anew(() => createUser(target));
  const stranger = anew(() => createUser(target));
  let group: number;

  beforeEach(async () => {
    group = await makeGroup(target, [owner, ann, bob], '春风 & <b>friends</b>');
  });

  it('D42 what is said reaches its members and nobody else, on both protocols', async () => {
    const [a, other] = [await foyerSocket(target, ann.token), await foyerSocket(target, stranger.token)];
    const [b, o] = [await plainSocket(target, bob.token), await foyerSocket(target, owner.token)];
    const sent = await sayIn(a, group, 'hello');
    assert.equal(sent.op, 'sent');
    assert.deepEqual(await b.got(1), ['hello']);
    assert.deepEqual(await o.got(1), ['hello']);
    assert.equal(a.messages.length, 0, 'no echo to the tab that sent it');
    assert.equal(other.messages.length, 0);
  });

  it('D29 a message names the group, and never its members', async () => {
    const b = await plainSocket(target, bob.token);
    const { data } = await postIn(target, ann, { to: group, data: 'hello' });
    await b.got(1);
    assert.deepEqual(b.messages[0], data);
    const named = {
      id: group,
      name: '春风 & <b>friends</b>',
      avatar: `/avatar/group-${group}.svg`,
      remark: '',
      user_id: owner.id,
      invite_confirm: 0,
    };
    assert.deepEqual(data.group, named);
    const { from_id, from_name, to_id, to_name, chatType, isremove } = data;
    assert.deepEqual([from_id, from_name, to_id, to_name, chatType, isremove], [ann.id, ann.username, group, named.name, 'group', 0]);
  });

  it('D29 costs one entry of the group, and none of its members', async () => {
    const { mailbox, rooms } = target.app.engine;
    const last = async (): Promise<number[]> => Promise.all([bob, owner].map(async ({ id }) => (await mailbox.position(id)).last));
    const [before, [room]] = [await last(), await rooms.watch([group], 'a test')];
    await postIn(target, ann, { to: group, data: 'hello' });
    const [after] = await rooms.watch([group], 'a test');
    await rooms.unwatch([group], 'a test');
    assert.deepEqual(await last(), before);
    assert.equal((after?.last ?? 0) - (room?.last ?? 0), 1);
    const [count] = await target.app.sql.query<{ n: number }>('SELECT COUNT(*) AS n FROM message WHERE conversation_id = ?', [group]);
    assert.equal(count?.n, 1);
  });

  it('a name and a picture of one’s own in the group come first', async () => {
    await target.app.sql.execute(`UPDATE member SET nickname = 'Annie', avatar = 'https://a.example/a.png' WHERE user_id = ?`, [ann.id]);
    target.app.invalidate([`group:${group}`]);
    const { data } = await postIn(target, ann, { to: group, data: 'hello' });
    assert.deepEqual([data.from_name, data.from_avatar], ['Annie', 'https://a.example/a.png']);
  });

  it('one’s own messages appear in one’s other tabs, as those of others do', async () => {
    const [first, second] = [await foyerSocket(target, ann.token), await foyerSocket(target, ann.token)];
    await sayIn(first, group, 'mine');
    assert.deepEqual(await second.got(1), ['mine']);
  });

  it('whoever is away finds all of it on return, in order, once', async () => {
    const o = await foyerSocket(target, owner.token);
    for (const text of texts(30)) await sayIn(o, group, text);
    const a = await foyerSocket(target, ann.token);
    assert.deepEqual(await a.got(30), texts(30));
    const b = await plainSocket(target, bob.token);
    assert.deepEqual(await b.got(30), texts(30));
    await sayIn(o, group, 'live');
    assert.deepEqual((await b.got(31)).at(-1), 'live');
    await until(async () => {
      const rows = await target.app.sql.query<{ seq: number }>('SELECT delivered_seq AS seq FROM member WHERE conversation_id = ?', [
        group,
      ]);
      return rows.every(({ seq }) => seq === 31);
    });
    await a.close();
    const again = await foyerSocket(target, ann.token);
    assert.equal(again.messages.length, 0);
  });

  it('D27 what several say at once has one order for all of them', async () => {
    const sockets = await Promise.all([owner, ann, bob].map(({ token }) => foyerSocket(target, token)));
    await enter(target, group, stranger);
    const watcher = await foyerSocket(target, stranger.token);
    for (const [index, socket] of sockets.entries()) {
      for (const text of texts(100, String(index))) socket.send(sendFrame(group, text, { chat_type: 'group' }));
    }
    await watcher.got(300);
    const seqs = watcher.messages.map(({ seq }) => seq);
    assert.deepEqual(
      seqs,
      Array.from({ length: 300 }, (_, index) => index + 1),
    );
    const ofOwner = watcher.messages.filter(({ message }) => message.from_id === owner.id).map(({ message }) => message.data);
    assert.deepEqual(ofOwner, texts(100, '0'));
  });

  it('D23 what is said while members come and go is neither skipped nor doubled', async function () {
    this.timeout(30_000);
    const o = await foyerSocket(target, owner.token);
    const seen: unknown[] = [];
    for (let round = 0; round < 15; round += 1) {
      const opening = foyerSocket(target, ann.token, { ack: 'never' });
      for (const text of texts(20, `round ${round}`)) o.send(sendFrame(group, text, { chat_type: 'group' }));
      const a = await opening;
      const own = (): unknown[] => a.messages.map(({ message }) => message.data);
      await until(() => own().at(-1) === `round ${round} 20`);
      seen.push(...own());
      a.ack(a.messages.length);
      await until(async () => (await deliveredTo(ann)) === (round + 1) * 20);
      await a.close();
    }
    assert.deepEqual(seen, Array.from({ length: 15 }, (_, round) => texts(20, `round ${round}`)).flat());
  });

  it('D25 the same message sent again is one message on every screen', async () => {
    const [b, o] = [await plainSocket(target, bob.token), await foyerSocket(target, owner.token)];
    const body = { data: 'once', client_id: crypto.randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => postIn(target, ann, { to: group, ...body })));
    assert.equal(new Set(answers.map(({ data }) => data.id)).size, 1);
    await postIn(target, ann, { to: group, ...body });
    await postIn(target, ann, { to: group, data: 'the next one' });
    assert.deepEqual(await b.got(2), ['once', 'the next one']);
    assert.deepEqual(await o.got(2), ['once', 'the next one']);
  });

  it('a retry after the sender was removed gets the message that went through', async () => {
    const body = { data: 'once', client_id: crypto.randomUUID() };
    const { data } = await postIn(target, ann, { to: group, ...body });
    await leave(target, group, ann);
    const again = await postIn(target, ann, { to: group, ...body });
    assert.deepEqual([again.status, again.data.id], [200, data.id]);
    assert.equal((await postIn(target, ann, { to: group, data: 'another' })).code, 'group_send_outside');
  });

  it('refuses with the reason of the contract', async () => {
    const answer = async (from: TestUser, to = group): Promise<unknown[]> => {
      const { status, code, data } = await postIn(target, from, { to: to, data: 'x' });
      return [status, code, data];
    };
    assert.deepEqual(await answer(stranger), [403, 'group_send_outside', '您不在群里，无法发消息']);
    assert.deepEqual(await answer(ann, 999_999), [404, 'group_send_closed', '群不存在或者已解散或者被封禁，无法发消息']);
    await target.app.sql.execute('UPDATE member SET muted_until = ? WHERE user_id = ? AND conversation_id = ?', [
      Date.now() + 60_000,
      bob.id,
      group,
    ]);
    target.app.invalidate([`group:${group}`]);
    assert.deepEqual(await answer(bob), [403, 'group_muted', '您已被禁言，无法发消息']);
    const b = await foyerSocket(target, bob.token);
    assert.equal((await postIn(target, ann, { to: group, data: 'to the muted' })).status, 200);
    assert.deepEqual(await b.got(1), ['to the muted']);
    for (const status of [GROUP_STATUS.banned, GROUP_STATUS.dissolved]) {
      await target.app.sql.transaction((tx) => setStatus(tx, group, status));
      target.app.invalidate([`group:${group}`]);
      assert.deepEqual((await answer(ann)).slice(0, 2), [404, 'group_send_closed']);
    }
  });

  it('when all are muted its owner and admins speak', async () => {
    await target.app.sql.transaction((tx) => setRole(tx, group, { userId: bob.id, role: 1 }));
    await target.app.sql.execute('UPDATE chat_group SET is_muted = 1 WHERE id = ?', [group]);
    target.app.invalidate([`group:${group}`]);
    const codes = await Promise.all([owner, bob, ann].map(async (from) => (await postIn(target, from, { to: group, data: 'x' })).code));
    assert.deepEqual(codes, [undefined, undefined, 'group_muted']);
  });

  it('D41 whoever is removed receives nothing more, at once, and nothing that waited', async () => {
    const [a, o] = [await foyerSocket(target, ann.token), await foyerSocket(target, owner.token)];
    await sayIn(o, group, 'before');
    await a.got(1);
    // The caches of this node are as they were: the version of the message finds them out.
    await target.app.sql.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [ann.id, group]);
    await target.app.sql.execute('DELETE FROM member WHERE user_id = ? AND conversation_id = ?', [bob.id, group]);
    await target.app.sql.execute('UPDATE conversation SET acl_version = acl_version + 1 WHERE id = ?', [group]);
    await sayIn(o, group, 'after');
    const b = await plainSocket(target, bob.token);
    await sayIn(o, group, 'much later');
    const witness = await foyerSocket(target, owner.token);
    const page = await witness.ask({ op: 'history', ref: 1, conversation: group }, 'history');
    assert.deepEqual(
      page.list.map(({ message }) => message.data),
      ['before', 'after', 'much later'],
    );
    assert.deepEqual(a.texts, ['before']);
    assert.deepEqual(b.texts, []);
  });

  it('whoever comes in gets what is said from then on, on a socket that was open before', async () => {
    const [s, o] = [await foyerSocket(target, stranger.token), await foyerSocket(target, owner.token)];
    await sayIn(o, group, 'before');
    await enter(target, group, stranger);
    await sayIn(o, group, 'after');
    assert.deepEqual(await s.got(1), ['after']);
    const { list } = await s.ask({ op: 'history', ref: 1, chat_type: 'group', to: group }, 'history');
    assert.deepEqual(
      list.map(({ message }) => message.data),
      ['after'],
    );
    const { list: rows } = await s.ask({ op: 'conversations', ref: 2 }, 'conversations');
    assert.deepEqual(
      rows.map(({ conversation, chat_type, unread, group: shown }) => [conversation, chat_type, unread, shown?.count]),
      [[group, 'group', 1, 4]],
    );
  });

  it('D42 history, list and read cursor need membership', async () => {
    const s = await foyerSocket(target, stranger.token);
    await postIn(target, ann, { to: group, data: 'secret' });
    for (const query of [{ conversation: group }, { chat_type: 'group', to: group }] as const) {
      const { code } = await s.ask({ op: 'history', ref: 1, ...query }, 'error');
      assert.equal(code, 'conversation_not_found');
    }
    s.send({ op: 'read', conversation: group, seq: 1 });
    assert.equal((await s.op('error')).code, 'conversation_not_found');
    assert.deepEqual((await s.ask({ op: 'conversations', ref: 2 }, 'conversations')).list, []);
  });

  it('D30 of a group that was dissolved only the notice waits, of a banned one nothing until it is open again', async () => {
    await postIn(target, ann, { to: group, data: 'waits' });
    const setTo = async (status: number): Promise<void> => {
      await target.app.sql.transaction((tx) => setStatus(tx, group, status));
      target.app.invalidate([`group:${group}`]);
    };
    await setTo(GROUP_STATUS.banned);
    const during = await foyerSocket(target, bob.token);
    assert.deepEqual(during.texts, []);
    await setTo(GROUP_STATUS.open);
    const after = await foyerSocket(target, bob.token);
    assert.deepEqual(await after.got(1), ['waits']);
    const by = { id: owner.id, name: 'the owner', avatar: '' };
    const ctx = target.app.createAnonymousContext();
    await ctx.service.notice.inGroup(group, { kind: 'group_dissolved', by }, 'a test');
    await setTo(GROUP_STATUS.dissolved);
    const late = await plainSocket(target, owner.token);
    await late.got(1);
    assert.equal(late.messages.length, 1);
    assert.equal(late.messages[0]?.type, 'systemNotice');
  });

  it('visitors are members like others', async () => {
    const visitor = await createVisitor(target);
    await enter(target, group, visitor);
    const v = await plainSocket(target, visitor.token);
    assert.equal((await postIn(target, visitor, { to: group, data: 'from a visitor' })).status, 200);
    await postIn(target, ann, { to: group, data: 'to a visitor' });
    const messages = async (): Promise<unknown[]> => (await v.got(1)).slice(-1);
    await until(async () => (await messages())[0] === 'to a visitor');
  });

  async function deliveredTo({ id }: TestUser): Promise<number> {
    const [row] = await target.app.sql.query<{ seq: number }>(
      'SELECT delivered_seq AS seq FROM member WHERE user_id = ? AND conversation_id = ?',
      [id, group],
    );
    return row?.seq ?? 0;
  }
});
