import assert from 'node:assert/strict';
import { writeApplication } from '../../../app/group/application.ts';
import { GROUP_STATUS } from '../../../app/cache.ts';
import type { WireGroupApplication } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer, Api } from '../../support/api.ts';
import { createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup, setGroupStatus } from '../../support/ticket.ts';

const INVITE = '/api/chat/groupInviteUser';
const DECIDE = '/api/chat/groupAgreeOrNo';
const WRONG_IDS = ['abc', 0, -1, 1.5, '', null, [], 2 ** 60];

interface List {
  readonly list: WireGroupApplication[];
  readonly more: boolean;
  readonly pendingCount: number;
}

describeStores('join API', (store) => {
  const target = store.serve();
  const owner = anew(() => createUser(target));
  const admin = anew(() => createUser(target));
  const member = anew(() => createUser(target));
  const user = anew(() => createUser(target, { nickname: '申请人' }));
  const visitor = anew(() => createVisitor(target));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const group = (mode: 0 | 1 | 2 = 0): Promise<number> =>
    makeGroup(target, { name: '测试群', owner, admins: [admin], members: [member], mode, isListed: true });
  const invite = (who: TestUser, body: object): Promise<Answer> => as(who).post(INVITE, body);
  const decide = (who: TestUser, body: object): Promise<Answer> => as(who).post(DECIDE, body);

  describe('POST /api/chat/groupInviteUser', () => {
    it('answers in the words of the contract, for users and visitors, to JSON and to forms', async () => {
      const [open, closed] = [await group(0), await group(1)];
      for (const who of [user, visitor]) {
        assert.equal((await invite(who, { group_id: open })).data, '加群成功');
        const form = { group_id: String(closed), user_id: String(who.id), ticket: '', addGroupDesc: '' };
        const answer = await as(who).form(INVITE, form);
        assert.deepEqual([answer.status, answer.data], [200, '等待群主同意']);
      }
    });

    it('says why not, in both languages', async () => {
      const [open, approval, login] = [await group(0), await group(1), await group(2)];
      const banned = await group(0);
      await setGroupStatus(target, banned, GROUP_STATUS.banned);
      const disabled = await createUser(target);
      await makeFriends(target, member.id, disabled.id);
      await setStatus(target, disabled.id, 0);
      await invite(user, { group_id: approval });
      refused(await invite(user, { group_id: banned }), '404 group_join_closed', '群不存在或者被封禁');
      refused(await invite(user, { group_id: 2 ** 40 }), '404 group_join_closed', '群不存在或者被封禁');
      refused(await invite(user, { group_id: approval }), '409 group_join_pending', '已申请加入群聊，正在等待群主同意');
      refused(await invite(member, { group_id: open }), '409 group_member_exists', '用户已经在群里');
      refused(
        await invite(member, { group_id: open, user_id: disabled.id }),
        '404 group_joiner_unavailable',
        '加群的用户不存在或已被封禁，无法加入群聊',
      );
      refused(await invite(visitor, { group_id: login }), '403 group_join_login', '请先登录再申请进群');
      refused(
        await invite(member, { group_id: open, user_id: user.id }),
        '403 group_invite_forbidden',
        '只能邀请自己的好友加入自己所在的群',
      );
      refused(await invite(user, { group_id: open, ticket: 'x' }), '400 ticket_invalid', '二维码不正确');
      const english = await as(visitor).with({ 'accept-language': 'en' }).post(INVITE, { group_id: login });
      refused(english, '403 group_join_login', 'Please sign in before you ask to join');
    });

    it('D09 the inviter is the caller, whatever the body says', async () => {
      const id = await group(1);
      await makeFriends(target, owner.id, user.id);
      const posing = { group_id: id, user_id: user.id, inviter: owner.id, invite_id: owner.id, inviter_id: owner.id };
      refused(await invite(member, posing), '403 group_invite_forbidden', '只能邀请自己的好友加入自己所在的群');
      assert.equal((await invite(user, posing)).data, '等待群主同意');
    });

    it('refuses what is no id, no text, or too long', async () => {
      const id = await group(0);
      for (const wrong of WRONG_IDS) assert.equal((await invite(user, { group_id: wrong })).status, 422, JSON.stringify(wrong));
      for (const wrong of ['abc', 0, -1, 1.5, []]) assert.equal((await invite(user, { group_id: id, user_id: wrong })).status, 422);
      refused(
        await invite(user, { group_id: id, addGroupDesc: '长'.repeat(501) }),
        '422 input_length',
        '加群说明 的长度 必须 在 1 和 500 之间',
      );
      refused(await invite(user, {}), '422 input_required', '群id不能为空');
      assert.equal((await invite(user, { group_id: id, addGroupDesc: '长'.repeat(500) })).status, 200);
    });
  });

  describe('POST /api/chat/groupAgreeOrNo', () => {
    it('lets the owner and admins decide, and others not', async () => {
      const id = await group(1);
      for (const [decider, type] of [
        [owner, 'agree'],
        [admin, 'no'],
      ] as const) {
        const asking = await createUser(target);
        await invite(asking, { group_id: id });
        for (const outsider of [member, asking]) {
          refused(
            await decide(outsider, { group_id: id, user_id: asking.id, type }),
            '403 group_forbidden',
            '群不存在或者被封禁或者你无权操作',
          );
        }
        assert.deepEqual((await decide(decider, { group_id: id, user_id: asking.id, type })).data, '处理成功');
        refused(await decide(decider, { group_id: id, user_id: asking.id, type }), '400 group_action_invalid', '非法操作');
      }
    });

    it('says why not', async () => {
      const id = await group(1);
      await invite(user, { group_id: id });
      refused(await decide(owner, { group_id: id, user_id: user.id, type: 'maybe' }), '400 group_action_invalid', '非法操作');
      refused(await decide(owner, { group_id: id, user_id: user.id }), '422 input_required', '处理类型不能为空');
      refused(
        await decide(owner, { group_id: id, user_id: 2 ** 40, type: 'agree' }),
        '404 group_applicant_unavailable',
        '用户不存在或者被封禁',
      );
      await setStatus(target, user.id, 0);
      refused(
        await decide(owner, { group_id: id, user_id: user.id, type: 'agree' }),
        '404 group_applicant_unavailable',
        '用户不存在或者被封禁',
      );
      for (const wrong of WRONG_IDS) assert.equal((await decide(owner, { group_id: id, user_id: wrong, type: 'no' })).status, 422);
      refused(
        await decide(visitor, { group_id: id, user_id: user.id, type: 'no' }),
        '403 visitor_refused',
        '您没有权限访问，请先注册或登录',
      );
    });
  });

  describe('GET /api/chat/groupApplications/:page', () => {
    const list = (who: TestUser, query = '', page: number | string = 1): Promise<Answer<List>> =>
      as(who).get<List>(`/api/chat/groupApplications/${page}${query}`);

    it('shows owner and admins who asks, pending ones first, and how many wait', async () => {
      const [id, other] = [await group(1), await group(1)];
      await makeFriends(target, member.id, visitor.id);
      await invite(user, { group_id: id, addGroupDesc: '我是<b>我</b>' });
      await invite(member, { group_id: id, user_id: visitor.id });
      await invite(user, { group_id: other });
      await decide(owner, { group_id: id, user_id: user.id, type: 'no' });
      for (const who of [owner, admin]) {
        const { data } = await list(who, `?group_id=${id}`);
        assert.deepEqual([data.pendingCount, data.more], [1, false]);
        assert.deepEqual(
          data.list.map((row) => [row.user.id, row.inviter?.id ?? null, row.how, row.note, row.status, row.group.id]),
          [
            [visitor.id, member.id, 'invitation', '', 'pending', id],
            [user.id, null, 'self', '我是<b>我</b>', 'refuse', id],
          ],
        );
        const all = (await list(who)).data;
        assert.deepEqual([all.pendingCount, all.list.length, all.list.at(-1)?.status], [2, 3, 'refuse']);
        const first = (await list(who, '?limit=2')).data;
        const second = (await list(who, '?limit=2', 2)).data;
        assert.deepEqual([first.list.length, first.more, second.list.length, second.more], [2, true, 1, false]);
        assert.deepEqual([...first.list, ...second.list], all.list);
      }
    });

    it('D33 names people as everybody sees them', async () => {
      const id = await group(1);
      await makeFriends(target, owner.id, user.id);
      await target.app.sql.execute(`UPDATE friend SET remark = '秘密' WHERE user_id = ?`, [owner.id]);
      await invite(user, { group_id: id });
      const { data } = await list(owner, `?group_id=${id}`);
      assert.equal(data.list[0]?.user.nickname, '申请人');
      assert.ok(!JSON.stringify(data).includes('秘密'));
    });

    it('D10 shows nobody else anything', async () => {
      const id = await group(1);
      await invite(user, { group_id: id });
      for (const who of [member, user]) {
        refused(await list(who, `?group_id=${id}`), '403 group_forbidden', '群不存在或者被封禁或者你无权操作');
        assert.deepEqual((await list(who)).data, { list: [], more: false, pendingCount: 0 });
      }
      refused(await list(owner, `?group_id=${2 ** 40}`), '403 group_forbidden', '群不存在或者被封禁或者你无权操作');
      await setGroupStatus(target, id, GROUP_STATUS.dissolved);
      refused(await list(owner, `?group_id=${id}`), '403 group_forbidden', '群不存在或者被封禁或者你无权操作');
      assert.deepEqual((await list(owner)).data.list, []);
    });

    it('D13 takes no page or limit that is none', async () => {
      for (const page of ['0', '-1', 'abc', '1.5', '1e9', '99999999999999999999'])
        assert.equal((await list(owner, '', page)).status, 422, page);
      for (const limit of ['0', '-5', 'abc', '1.5']) assert.equal((await list(owner, `?limit=${limit}`)).status, 422, limit);
      for (const query of ['?limit=1000000000', '?limit=']) assert.equal((await list(owner, query)).status, 200);
      assert.deepEqual((await list(owner, '?limit=100', 1_000_000)).data.list, []);
    });
  });

  describe('GET /api/chat/myGroupApplications/:page', () => {
    it("shows users and visitors their own, and nobody else's", async () => {
      const [id, other] = [await group(1), await group(1)];
      for (const who of [user, visitor]) {
        await invite(who, { group_id: id });
        // As by a code.
        const scanned = { groupId: other, userId: who.id, inviterId: member.id, ticketId: 1, note: '' };
        await target.app.sql.transaction((tx) => writeApplication(tx, scanned));
      }
      await decide(owner, { group_id: id, user_id: user.id, type: 'agree' });
      const mine = async (who: TestUser): Promise<unknown[]> => {
        const { data } = await as(who).get<List>('/api/chat/myGroupApplications/1');
        assert.equal(data.more, false);
        return data.list.map((row) => [row.group.id, row.user.id, row.inviter?.id ?? null, row.how, row.status]);
      };
      assert.deepEqual(await mine(user), [
        [other, user.id, member.id, 'code', 'pending'],
        [id, user.id, null, 'self', 'agree'],
      ]);
      assert.equal((await mine(visitor)).length, 2);
      assert.deepEqual(await mine(owner), []);
    });
  });
});
