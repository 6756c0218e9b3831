import assert from 'node:assert/strict';
import type { WireShownCode } from '../../../protocol/index.ts';
import { signerOf } from '../../../plugins/code/ticket/signer-of.ts';
import type { Answer } from '../../support/api.ts';
import { anew } from '../../support/anew.ts';
import { CodeApi } from './api.ts';
import { createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { dropMember, makeGroup, setGroupStatus } from '../../support/ticket.ts';

const DAY = 24 * 60 * 60 * 1000;
const OFTEN = { points: 100_000, window: 60_000 };

describeStores('codes', (store) => {
  const target = store.serve({ config: { limit: { code: OFTEN }, code: { perMaker: 2 } } });
  const codes = new CodeApi(target);
  const owner = anew(() => createUser(target, { nickname: '张三' }));
  const member = anew(() => createUser(target));
  const stranger = anew(() => createUser(target));
  const visitor = anew(() => createVisitor(target));
  let id: number;

  beforeEach(async () => {
    id = await makeGroup(target, { name: '开发 🏮&#?', owner, members: [member] });
  });

  const setMode = async (mode: number): Promise<void> => {
    await target.app.sql.execute('UPDATE chat_group SET invite_confirm = ? WHERE id = ?', [mode, id]);
    target.app.invalidate([`group:${id}`]);
  };

  describe('POST /api/chat/code/scan', () => {
    it('shows a stranger what to do, by the mode of the group', async () => {
      const { ticket, expires_at } = await codes.current(owner, id);
      const { data } = await codes.scan(stranger, ticket);
      assert.deepEqual(data, {
        chatType: 'group',
        id,
        name: '开发 🏮&#?',
        avatar: `/avatar/group-${id}.svg`,
        count: 2,
        invite_confirm: 0,
        expires_at,
        maker: { id: owner.id, name: '张三' },
        joined: false,
        needs: 'join',
      });
      const needs = async (): Promise<unknown[]> => [
        (await codes.scan(stranger, ticket)).data.needs,
        (await codes.scan(visitor, ticket)).data.needs,
      ];
      assert.deepEqual(await needs(), ['join', 'join']);
      await setMode(1);
      assert.deepEqual(await needs(), ['apply', 'apply']);
      await setMode(2);
      assert.deepEqual(await needs(), ['join', 'login']);
    });

    it('D38 has five different texts, and one for what is no code', async () => {
      const standing = (await codes.current(owner, id)).ticket;
      const made = await codes.create(owner, id, { max_uses: 1 });
      await target.app.sql.execute('UPDATE ticket SET uses = 1 WHERE id = ?', [made.id]);
      refused(await codes.scan(stranger, made.ticket), '400 ticket_full', '二维码的使用次数已用完');
      const inside = (await codes.scan(member, made.ticket)).data;
      assert.deepEqual([inside.joined, inside.needs], [true, null]);
      await codes.as(owner).post('/api/chat/code/rotate', { id });
      refused(await codes.scan(stranger, standing), '400 ticket_revoked', '二维码已作废');
      refused(await codes.scan(stranger, 'https://evil.example/?ticket=x'), '400 ticket_invalid', '二维码不正确');
      const late = { kind: 'group', targetId: id, makerId: owner.id, id: 0, own: 1, all: 0, expiresAt: Date.now() - 1000 } as const;
      refused(await codes.scan(stranger, (await signerOf(target.app)).sign(late)), '400 ticket_expired', '二维码已过期');
      const fresh = (await codes.current(owner, id)).ticket;
      for (const status of [0, 2]) {
        await setGroupStatus(target, id, status);
        refused(await codes.scan(stranger, fresh), '404 group_join_closed', '群不存在或者被封禁');
      }
    });

    it('D38 ends with the membership of its maker', async () => {
      const { ticket } = await codes.current(member, id);
      assert.equal((await codes.scan(stranger, ticket)).status, 200);
      await dropMember(target, id, member.id);
      refused(await codes.scan(stranger, ticket), '400 ticket_revoked', '二维码已作废');
    });

    it('shows a user: friends at once, after an answer, already, or not as a visitor', async () => {
      const { ticket } = await codes.current(owner, owner.id, 'single');
      const { data } = await codes.scan(stranger, ticket);
      assert.deepEqual([data.chatType, data.id, data.count, data.needs], ['single', owner.id, null, 'apply']);
      assert.equal((await codes.scan(visitor, ticket)).data.needs, 'login');
      assert.equal((await codes.scan(owner, ticket)).data.joined, true);
      await target.app.sql.execute('UPDATE user SET invite_confirm = 0 WHERE id = ?', [owner.id]);
      assert.equal((await codes.scan(stranger, ticket)).data.needs, 'join');
      await makeFriends(target, stranger.id, owner.id);
      assert.equal((await codes.scan(stranger, ticket)).data.joined, true);
      await setStatus(target, owner.id, 0);
      refused(await codes.scan(stranger, ticket), '404 code_user_unavailable', '用户不存在或被封禁');
    });

    it('refuses what is missing or endless', async () => {
      for (const text of [undefined, '', 'x'.repeat(4001)]) {
        assert.equal((await codes.as(stranger).post('/api/chat/code/scan', { text })).status, 422, String(text));
      }
    });
  });

  describe('POST /api/code/preview', () => {
    it('M14 shows name, picture, count and expiry without a token, and nothing else', async () => {
      const { ticket, url, expires_at } = await codes.current(owner, id);
      const { data } = await codes.preview(url);
      assert.deepEqual(data, { chatType: 'group', name: '开发 🏮&#?', avatar: `/avatar/group-${id}.svg`, count: 2, expires_at });
      assert.deepEqual((await codes.preview(ticket)).data, data);
      assert.deepEqual(await target.app.sql.query('SELECT id FROM ticket WHERE target_id = ?', [id]), []);
    });

    it('D38 refuses like a scan', async () => {
      const made = await codes.create(owner, id, { max_uses: 1 });
      await target.app.sql.execute('UPDATE ticket SET uses = 1 WHERE id = ?', [made.id]);
      refused(await codes.preview(made.ticket), '400 ticket_full', '二维码的使用次数已用完');
      await codes.revoke(owner, made.id);
      refused(await codes.preview(made.ticket), '400 ticket_revoked', '二维码已作废');
      refused(await codes.preview('x'), '400 ticket_invalid', '二维码不正确');
    });
  });

  describe('POST /api/chat/code/create, rotate, revoke and GET /api/chat/codes/:id/:page', () => {
    it('make a code with terms of its own', async () => {
      const made = await codes.create(member, id, { max_uses: 3, days: 30 });
      assert.equal(made.url, `${target.url}/join#${made.ticket}`);
      assert.ok(Math.abs(made.expires_at - Date.now() - 30 * DAY) < 60_000);
      assert.equal((await codes.scan(stranger, made.ticket)).data.expires_at, made.expires_at);
      for (const body of [{ days: 0 }, { days: 366 }, { max_uses: -1 }, { max_uses: 'x' }, { chatType: 'x' }]) {
        assert.equal((await codes.as(member).post('/api/chat/code/create', { id, ...body })).status, 422, JSON.stringify(body));
      }
      await codes.create(member, id);
      refused(await codes.as(member).post('/api/chat/code/create', { id }), '400 code_limit', '您创建的二维码数量已达到上限');
    });

    it('D10 are for members and for oneself', async () => {
      await makeFriends(target, stranger.id, owner.id);
      for (const route of ['create', 'rotate']) {
        const path = `/api/chat/code/${route}`;
        refused(await codes.as(stranger).post(path, { id }), '403 code_group_forbidden', '群不存在或被封禁或者您不在该群聊中');
        refused(
          await codes.as(stranger).post(path, { id: owner.id, chatType: 'single' }),
          '404 code_user_unavailable',
          '用户不存在或被封禁',
        );
        assert.equal((await codes.as(visitor).post(path, { id })).code, 'visitor_refused');
        assert.equal((await codes.as(owner).post(path, { id: owner.id, chatType: 'single' })).status, 200);
      }
      assert.equal((await codes.list(stranger, id)).code, 'code_group_forbidden');
      assert.equal((await codes.as(stranger).get(`/api/chat/codes/${owner.id}/1?chatType=single`)).code, 'code_user_unavailable');
    });

    it('M11 replace a code: the new one works and the old is dead', async () => {
      const old = await codes.current(member, id);
      const { data: fresh } = await codes.as(member).post<WireShownCode>('/api/chat/code/rotate', { id });
      assert.deepEqual([fresh.id, fresh.name, fresh.count], [id, '开发 🏮&#?', 2]);
      assert.equal((await codes.scan(stranger, fresh.ticket)).status, 200);
      assert.equal((await codes.scan(stranger, old.ticket)).code, 'ticket_revoked');
      assert.equal(
        (await codes.current(member, id)).ticket.split('.').slice(0, 6).join('.'),
        fresh.ticket.split('.').slice(0, 6).join('.'),
      );
    });

    it('D38 the owner and admins replace all codes of the group, a member only his own', async () => {
      const admin = await createUser(target);
      id = await makeGroup(target, { owner, admins: [admin], members: [member] });
      for (const who of [owner, admin]) {
        const [theirs, mine] = [await codes.current(member, id), await codes.current(who, id)];
        refused(
          await codes.as(member).post('/api/chat/code/rotate', { id, all: true }),
          '403 group_forbidden',
          '群不存在或者被封禁或者你无权操作',
        );
        assert.equal((await codes.scan(stranger, theirs.ticket)).status, 200);
        assert.equal((await codes.as(who).post('/api/chat/code/rotate', { id, all: 1 })).status, 200);
        for (const { ticket } of [theirs, mine]) assert.equal((await codes.scan(stranger, ticket)).code, 'ticket_revoked');
        assert.equal((await codes.scan(stranger, (await codes.current(member, id)).ticket)).status, 200);
      }
    });

    it('D10 only its maker and who decides for the group take a code back', async () => {
      const other = await createUser(target);
      const admin = await createUser(target);
      id = await makeGroup(target, { owner, admins: [admin], members: [member, other] });
      const foreign = await makeGroup(target, { owner: stranger });
      assert.ok(foreign > 0);
      const ofOwner = await codes.create(owner, id);
      for (const who of [member, other, stranger]) {
        refused(await codes.revoke(who, ofOwner.id), '400 ticket_invalid', '二维码不正确');
      }
      refused(await codes.revoke(owner, 2 ** 40), '400 ticket_invalid', '二维码不正确');
      for (const who of [member, owner, admin]) {
        const made = await codes.create(member, id);
        for (let round = 0; round < 2; round++) assert.equal((await codes.revoke(who, made.id)).data, 'ok');
        assert.equal((await codes.scan(stranger, made.ticket)).code, 'ticket_revoked');
      }
      assert.equal((await codes.scan(stranger, ofOwner.ticket)).status, 200);
    });

    it('count scans and uses, and list them to who may know', async () => {
      const { ticket } = await codes.current(member, id);
      for (let round = 0; round < 2; round++) await codes.scan(stranger, ticket);
      await codes.create(owner, id, { max_uses: 5 });
      const { data: all } = await codes.list(owner, id);
      const fresh = { is_current: false, revoked_at: null, uses: 0 };
      const shown = all.rows.map(({ ticket_id: _id, created_at: _at, expires_at: end, ...row }) => ({ ...row, ends: end !== null }));
      assert.deepEqual(shown, [
        { ...fresh, maker: { id: owner.id, name: '张三' }, max_uses: 5, scans: 0, ends: true },
        { ...fresh, maker: { id: member.id, name: member.username }, is_current: true, max_uses: 0, scans: 2, ends: false },
      ]);
      const { data: own } = await codes.list(member, id);
      assert.deepEqual([all.count, own], [2, { count: 1, rows: all.rows.slice(1) }]);
    });

    it('D38 take back the code that a member shows, who then shows another; the counts stay with the old', async () => {
      const standing = await codes.current(member, id);
      for (let round = 0; round < 2; round++) await codes.scan(stranger, standing.ticket);
      const [row] = (await codes.list(owner, id)).data.rows;
      await codes.revoke(owner, row?.ticket_id ?? 0);
      assert.equal((await codes.scan(stranger, standing.ticket)).code, 'ticket_revoked');
      assert.equal((await codes.scan(stranger, (await codes.current(member, id)).ticket)).status, 200);
      const { rows } = (await codes.list(member, id)).data;
      const counts = rows.map(({ is_current, scans, revoked_at }) => [is_current, scans, revoked_at !== null]);
      assert.deepEqual(counts, [
        [true, 1, false],
        [false, 2, true],
      ]);
    });

    it('D13 take pages that are some', async () => {
      for (const page of ['0', '-1', 'abc', '1000001'])
        assert.equal((await codes.as(owner).get(`/api/chat/codes/${id}/${page}`)).status, 422, page);
      for (const limit of ['-5', '0', 'abc']) assert.equal((await codes.list(owner, id, `?limit=${limit}`)).status, 422, limit);
      for (const limit of ['1', '1000000000']) assert.equal((await codes.list(owner, id, `?limit=${limit}`)).status, 200, limit);
      assert.deepEqual((await codes.as(owner).get(`/api/chat/codes/${id}/1000000`)).data, { count: 0, rows: [] });
    });
  });

  it('a code lets in whom the mode lets in, and each entry counts', async () => {
    const made = await codes.create(member, id, { max_uses: 1 });
    const enter = (who: TestUser): Promise<Answer> =>
      codes.as(who).post('/api/chat/groupInviteUser', { group_id: id, ticket: made.ticket });
    assert.equal((await enter(stranger)).data, '加群成功');
    assert.equal((await codes.scan(stranger, made.ticket)).data.joined, true);
    refused(await enter(visitor), '400 ticket_full', '二维码的使用次数已用完');
    const { data } = await codes.list(member, id);
    assert.deepEqual([data.rows[0]?.uses, data.rows[0]?.scans], [1, 1]);
  });

  it('G07 a code does not bring back who was removed', async () => {
    const { ticket } = await codes.create(owner, id);
    assert.equal((await codes.as(owner).post('/api/chat/groupDeleteUser', { group_id: id, user_id: member.id })).status, 200);
    const text = '你已被移出该群，群主或管理员解除后才能再次加入';
    refused(await codes.as(member).post('/api/chat/groupInviteUser', { group_id: id, ticket }), '403 group_banned', text);
    refused(await codes.scan(member, ticket), '403 group_banned', text);
  });
});

describeStores('codes under a limit', (store) => {
  it('D07 looks at so many codes per address', async () => {
    const target = await store.boot({ config: { limit: { code: { points: 2, window: 60_000 } } } });
    try {
      const answers = [];
      for (let round = 0; round < 3; round++) answers.push((await target.api.post('/api/code/preview', { text: 'x' })).code);
      assert.deepEqual(answers, ['ticket_invalid', 'ticket_invalid', 'too_many']);
    } finally {
      await target.close();
    }
  });
});
