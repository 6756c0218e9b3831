import assert from 'node:assert/strict';
import type { SqlSession } from '../../../engine/sql.ts';
import type { WireMessage } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { befriend, castGroup } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket, plainSocket } from '../../support/socket.ts';
import { makeGroup } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

describeStores('group service', (store) => {
  const target = store.serve();
  const cast = anew(() => castGroup(target));

  const post = (user: TestUser, path: string, body: object): Promise<Answer> => target.api.as(user.token).post(`/api/chat/${path}`, body);
  const say = (user: TestUser, data: string, to = cast.groupId): Promise<Answer> =>
    post(user, 'socket/sendmessage', { sendto_id: to, chatType: 'group', type: 'text', data });
  const count = async (sql: string, ...params: number[]): Promise<number> => {
    const [row] = await target.app.sql.query<{ count: number }>(`SELECT COUNT(*) AS count FROM ${sql}`, params);
    return row?.count ?? -1;
  };
  const versionOf = async (id: number): Promise<number> => {
    const [row] = await target.app.sql.query<{ version: number }>('SELECT acl_version AS version FROM conversation WHERE id = ?', [id]);
    return row?.version ?? -1;
  };
  const owners = async (id: number): Promise<number[]> => {
    const rows = await target.app.sql.query<{ id: number }>('SELECT user_id AS id FROM member WHERE conversation_id = ? AND role = 2', [
      id,
    ]);
    return rows.map((row) => row.id);
  };
  const codes = (answers: readonly Answer[]): string[] => answers.map(({ code }) => code ?? 'ok').toSorted();

  describe('races', () => {
    it('D34 creates at the limit make as many groups as one may own', async () => {
      const { stranger: maker, member } = cast;
      const { perOwner } = target.app.config.group;
      const userIds = await befriend(target, maker, member);
      for (let made = 1; made < perOwner; made++) await makeGroup(target, { owner: maker });
      const answers = await Promise.all(Array.from({ length: 8 }, () => post(maker, 'group/create', { userIds })));
      assert.deepEqual(codes(answers), [...Array.from({ length: 7 }, () => 'group_limit'), 'ok']);
      const over = answers.find(({ code }) => code !== undefined)!;
      refused(over, '400 group_limit', '您创建的群数量已达到上限');
      assert.equal(await count('chat_group WHERE owner_id = ?', maker.id), perOwner);
      assert.equal(await count('member WHERE user_id = ? AND role = 2', maker.id), perOwner);
    });

    it('D35 a creation that is refused leaves nothing', async () => {
      const { stranger: maker, member, owner } = cast;
      const [mine = 0] = await befriend(target, maker, member);
      const [foreign = 0] = await befriend(target, owner, member);
      const before = await count('conversation');
      assert.equal((await post(maker, 'group/create', { userIds: [mine, foreign] })).code, 'group_user_not_found');
      assert.deepEqual([await count('conversation'), await count('chat_group WHERE owner_id = ?', maker.id)], [before, 0]);
    });

    it('D34 leaving and being removed, many times at once, happens once', async () => {
      const { groupId, owner, member } = cast;
      const before = await versionOf(groupId);
      const answers = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          index % 2 === 0
            ? post(member, 'groupDeleteOrQuit', { id: groupId })
            : post(owner, 'groupDeleteUser', { group_id: groupId, user_id: member.id }),
        ),
      );
      const told = codes(answers);
      assert.equal(told.filter((code) => code === 'ok').length, 1);
      assert.deepEqual(
        [...new Set(told)].filter((code) => !['group_member_missing', 'group_quit_outside', 'ok'].includes(code)),
        [],
      );
      assert.equal(await versionOf(groupId), before + 1);
      assert.equal(await count('member WHERE conversation_id = ?', groupId), 3);
    });

    it('transfers to several at once leave one owner', async () => {
      const { groupId, owner, admin, member } = cast;
      const heirs = [admin, member, admin, member];
      const answers = await Promise.all(heirs.map(({ id }) => post(owner, 'groupTransfer', { group_id: groupId, user_id: id })));
      assert.deepEqual(codes(answers), ['group_owner_only', 'group_owner_only', 'group_owner_only', 'ok']);
      const [heir, ...more] = await owners(groupId);
      assert.deepEqual([heir === admin.id || heir === member.id, more], [true, []]);
      assert.equal(await count('chat_group WHERE id = ? AND owner_id = ?', groupId, heir ?? 0), 1);
    });

    it('a transfer and the end at once: either the heir has it or it is over', async () => {
      for (let round = 0; round < 4; round++) {
        const { groupId, owner, member } = await castGroup(target);
        const [given, left] = await Promise.all([
          post(owner, 'groupTransfer', { group_id: groupId, user_id: member.id }),
          post(owner, 'groupDeleteOrQuit', { id: groupId }),
        ]);
        const [row] = await target.app.sql.query<{ status: number; owner: number }>(
          'SELECT status, owner_id AS owner FROM chat_group WHERE id = ?',
          [groupId],
        );
        const outcome = `${given.code ?? 'ok'} ${left.code ?? 'ok'} ${row?.status} ${row?.owner === member.id ? 'heir' : 'owner'}`;
        const possible = ['ok group_action_invalid 1 heir', 'ok ok 1 heir', 'group_not_found ok 2 owner'];
        assert.ok(possible.includes(outcome), outcome);
        assert.deepEqual(await owners(groupId), [row?.owner]);
      }
    });

    it('nobody dissolves by mistake what was given to them a moment ago', async () => {
      const { groupId, owner, member } = cast;
      const { sql } = target.app;
      const mock = {
        transaction: async <T>(work: (tx: SqlSession) => Promise<T>): Promise<T> => {
          Reflect.deleteProperty(sql, 'transaction');
          assert.equal((await post(owner, 'groupTransfer', { group_id: groupId, user_id: member.id })).status, 200);
          return sql.transaction(work);
        },
      };
      Object.assign(sql, mock);
      refused(await post(member, 'groupDeleteOrQuit', { id: groupId }), '400 group_action_invalid', '非法操作');
      assert.equal(await count('chat_group WHERE id = ? AND status = 1', groupId), 1);
    });

    it('D34 two groups given to one heir at the limit: one is taken', async () => {
      const { member } = cast;
      const { perOwner } = target.app.config.group;
      for (let made = 1; made < perOwner; made++) await makeGroup(target, { owner: member });
      const givers = await Promise.all([createUser(target), createUser(target)]);
      const ids = await Promise.all(givers.map((owner) => makeGroup(target, { owner, members: [member] })));
      const answers = await Promise.all(
        givers.map((giver, index) => post(giver, 'groupTransfer', { group_id: ids[index], user_id: member.id })),
      );
      assert.deepEqual(codes(answers), ['group_owner_limit', 'ok']);
      assert.equal(await count('chat_group WHERE owner_id = ? AND status = 1', member.id), perOwner);
    });
  });

  it('every change of rights gives the group another version, and nothing else does', async () => {
    const { groupId, owner, admin, member, visitor } = cast;
    const target = { group_id: groupId, user_id: member.id };
    const steps = [
      [owner, 'groupMute', { ...target, minutes: 5 }, 1],
      [owner, 'groupMute', { ...target, minutes: 0 }, 1],
      [owner, 'groupMute', { ...target, minutes: 0 }, 0],
      [admin, 'groupMuteAll', { group_id: groupId, value: 1 }, 1],
      [admin, 'groupMuteAll', { group_id: groupId, value: 1 }, 0],
      [owner, 'groupUpdateName', { id: groupId, name: '新' }, 0],
      [owner, 'groupremark', { id: groupId, remark: '新' }, 0],
      [member, 'groupnickname', { id: groupId, nickname: '新' }, 0],
      [owner, 'groupAddUserSet', { group_id: groupId, addGroupSet: 1 }, 0],
      [visitor, 'groupDeleteOrQuit', { id: groupId }, 1],
      [owner, 'groupDeleteUser', { group_id: groupId, user_id: admin.id }, 1],
    ] as const;
    for (const [user, path, body, grows] of steps) {
      const before = await versionOf(groupId);
      assert.equal((await post(user, path, body)).status, 200, path);
      assert.equal(await versionOf(groupId), before + grows, path);
    }
    const before = await versionOf(groupId);
    await post(owner, 'groupAdmin', { ...target, value: 1 });
    await post(owner, 'groupTransfer', target);
    await post(member, 'groupDeleteOrQuit', { id: groupId });
    assert.ok((await versionOf(groupId)) >= before + 3);
  });

  describe('the next message', () => {
    it('knows of mutes', async () => {
      const { groupId, owner, admin, member } = cast;
      const muted = ['403 group_muted', '您已被禁言，无法发消息'] as const;
      assert.equal((await say(member, 'one')).status, 200);
      await post(admin, 'groupMute', { group_id: groupId, user_id: member.id, minutes: 1 });
      refused(await say(member, 'two'), ...muted);
      await post(admin, 'groupMute', { group_id: groupId, user_id: member.id, minutes: 0 });
      assert.equal((await say(member, 'two')).status, 200);
      await post(owner, 'groupMuteAll', { group_id: groupId, value: 1 });
      refused(await say(member, 'three'), ...muted);
      for (const user of [owner, admin]) assert.equal((await say(user, 'three')).status, 200);
      await post(owner, 'groupAdmin', { group_id: groupId, user_id: member.id, value: 1 });
      assert.equal((await say(member, 'three')).status, 200);
    });

    it('knows of who left, was removed, and of the end', async () => {
      const { groupId, owner, admin, member } = cast;
      await post(member, 'groupDeleteOrQuit', { id: groupId });
      await post(owner, 'groupDeleteUser', { group_id: groupId, user_id: admin.id });
      for (const user of [member, admin]) refused(await say(user, 'x'), '403 group_send_outside', '您不在群里，无法发消息');
      await post(owner, 'groupDeleteOrQuit', { id: groupId });
      refused(await say(owner, 'x'), '404 group_send_closed', '群不存在或者已解散或者被封禁，无法发消息');
    });
  });

  describe('what members see', () => {
    const textOf = ({ data }: WireMessage): unknown => (data as { data?: unknown }).data ?? data;

    it('D35 a new group comes to open sockets with its notice, and what is said in it after', async () => {
      const { stranger: maker, member } = cast;
      const [mine, other, plain] = [
        await foyerSocket(target, maker.token),
        await foyerSocket(target, member.token),
        await plainSocket(target, cast.admin.token),
      ];
      const userIds = await befriend(target, maker, member, cast.admin);
      assert.equal((await post(maker, 'group/create', { userIds, name: '新群' })).status, 200);
      await plain.got(1);
      const groupId = plain.messages[0]?.group?.id;
      assert.ok(groupId);
      await say(maker, 'hello', groupId);
      for (const socket of [other, plain]) await socket.got(2);
      assert.deepEqual(plain.messages.map(textOf), [`${maker.username}创建了一个群，大家可以开始聊天了`, 'hello']);
      assert.deepEqual(
        other.messages.map(({ message }) => textOf(message)),
        plain.messages.map(textOf),
      );
      const notice = plain.messages[0]!;
      assert.deepEqual([notice.chatType, notice.type, notice.to_id], ['group', 'systemNotice', groupId]);
      assert.deepEqual(notice.group, {
        id: groupId,
        name: '新群',
        avatar: `/avatar/group-${groupId}.svg`,
        remark: '',
        user_id: maker.id,
        invite_confirm: 1,
      });
      assert.deepEqual(notice.data, { data: textOf(notice), dataType: false, otherData: null });
      await mine.got(1);
    });

    it('every change is told in the group', async () => {
      const { groupId, owner, admin, member } = cast;
      const socket = await plainSocket(target, admin.token);
      await post(member, 'groupnickname', { id: groupId, nickname: '小名' });
      const of = { group_id: groupId, user_id: member.id };
      await post(owner, 'groupUpdateName', { id: groupId, name: '<i>新名</i>' });
      await post(owner, 'groupremark', { id: groupId, remark: '请看' });
      await post(owner, 'groupMute', { ...of, minutes: 2 });
      await post(owner, 'groupMute', { ...of, minutes: 0 });
      await post(owner, 'groupMuteAll', { group_id: groupId, value: 1 });
      await post(owner, 'groupMuteAll', { group_id: groupId, value: 0 });
      await post(owner, 'groupAdmin', { ...of, value: 1 });
      await post(owner, 'groupTransfer', of);
      await post(owner, 'groupDeleteOrQuit', { id: groupId });
      await post(member, 'groupDeleteOrQuit', { id: groupId });
      await socket.got(10);
      const texts = socket.messages.map((message) => String(textOf(message)).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>'));
      assert.deepEqual(texts, [
        '群名称修改为：<i>新名</i>',
        '[公告] \n\n 请看',
        '小名已被禁言',
        '小名的禁言已解除',
        '已开启全员禁言',
        '全员禁言已解除',
        '小名成为了群管理员',
        '群主已将群主转让给小名',
        '群主于 <time> 已退出群聊',
        '群主于 <time> 解散了该群',
      ]);
      assert.deepEqual([...new Set(socket.messages.map(({ type }) => type))], ['systemNotice']);
      assert.equal(socket.messages[0]?.group?.name, '<i>新名</i>');
    });

    it('D41 who is removed is told, and gets nothing more', async () => {
      const { groupId, owner, admin, member } = cast;
      const [removed, plain, other] = [
        await foyerSocket(target, member.token),
        await plainSocket(target, cast.visitor.token),
        await foyerSocket(target, admin.token),
      ];
      await say(owner, 'before');
      await Promise.all([removed.got(1), other.got(1)]);
      for (const { id } of [member, cast.visitor]) await post(owner, 'groupDeleteUser', { group_id: groupId, user_id: id });
      assert.deepEqual(await removed.op('gone'), { op: 'gone', conversation: groupId });
      await say(owner, 'after');
      await other.next((frame) => frame.op === 'message' && frame.message.data === 'after');
      await removed.got(2);
      assert.deepEqual(
        removed.messages.map(({ message }) => textOf(message)),
        ['before', '您已被移出群聊[老群]'],
      );
      await until(() => plain.messages.some((message) => textOf(message) === '您已被移出群聊[老群]'));
      assert.ok(!plain.texts.includes('after'));
    });

    it('who leaves is gone on every screen; the others are told', async () => {
      const { groupId, owner, member } = cast;
      const tabs = [await foyerSocket(target, member.token), await foyerSocket(target, member.token)];
      const other = await foyerSocket(target, owner.token);
      await post(member, 'groupDeleteOrQuit', { id: groupId });
      for (const tab of tabs) {
        assert.deepEqual(await tab.op('gone'), { op: 'gone', conversation: groupId });
      }
      const [notice] = await other.got(1);
      assert.match((notice as { data: string }).data, /^成员于 .* 已退出群聊$/);
      await say(owner, 'after');
      await other.op('message');
      for (const tab of tabs) assert.deepEqual(tab.texts, []);
    });
  });
});
