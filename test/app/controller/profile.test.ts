import assert from 'node:assert/strict';
import type { WireProfile, WireSetting } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Api } from '../../support/api.ts';
import { block, createUser, createVisitor, makeFriends, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';

/** D14: what people call themselves. */
const ODD_NAMES = ['*星', '+1', '?', '(x', '[y', '\\z', '.', '|', '$', '😀😀', 'مرحبا', '汉'.repeat(30), '%_', '<b>x</b>', "O'Neill; --"];

const RULE = { visitor: { sendCount: 0, needFollow: true }, user: { sendCount: 2, needFollow: false } };

/** Settings that are none. */
const WRONG_SETTINGS = [
  undefined,
  7,
  true,
  ['{}'],
  '',
  'x',
  '7',
  'null',
  '[]',
  '{}',
  '{"chatset":7}',
  '{"chatset":{"visitor":1}}',
  '{"chatset":{"visitor":3,"user":1}}',
  '{"chatset":{"visitor":"1","user":1}}',
  '{"chatset":{"visitor":1,"user":1,"x":1}}',
  '{"chatset":{"visitor":1,"user":1},"x":1}',
  JSON.stringify({ chatset: { ...RULE, user: { sendCount: 1 } } }),
  JSON.stringify({ chatset: { ...RULE, user: { sendCount: 1, needFollow: 1 } } }),
  JSON.stringify({ chatset: { ...RULE, user: { sendCount: 1, needFollow: true, x: 1 } } }),
];

describeStores('profile API', (store) => {
  const target = store.serve();
  const user = anew(() => createUser(target));
  let mine: Api;

  beforeEach(() => {
    mine = target.api.as(user.token);
  });

  const set = (fieldname: unknown, fieldValue: unknown): ReturnType<Api['post']> =>
    mine.post('/api/chat/updateUserinfo', { fieldname, fieldValue });
  const shown = async (): Promise<WireProfile> => (await mine.get<WireProfile>(`/api/userinfo/${user.uuid}`)).data;

  describe('GET /api/userinfo/:uuid', () => {
    it('D12 shows a user to anybody, and no setting but who may write', async () => {
      const { status, data } = await target.api.get<WireProfile>(`/api/userinfo/${user.uuid.toUpperCase()}`);
      assert.equal(status, 200);
      const rule = { sendCount: 1, needFollow: false };
      assert.deepEqual(data, {
        id: user.id,
        uuid: user.uuid,
        username: user.username,
        nickname: '',
        avatar: `/avatar/user-${user.id}.svg`,
        role: 'user',
        chatset: {
          visitor: rule,
          user: rule,
        },
        userset: JSON.stringify({ chatset: { visitor: rule, user: rule } }),
        userinfo: {
          gender: 'unknown',
          birthday: null,
          bio: null,
          location: null,
          website: null,
        },
      });
    });

    it('D12 answers 404 for nobody and for a disabled user', async () => {
      await setStatus(target, user.id, 0);
      for (const uuid of [user.uuid, crypto.randomUUID()]) {
        refused(await target.api.get(`/api/userinfo/${uuid}`), '404 user_not_found', '用户不存在');
      }
      refused(
        await target.api.with({ 'accept-language': 'en' }).get(`/api/userinfo/${user.uuid}`),
        '404 user_not_found',
        'This user does not exist',
      );
    });

    it('refuses what is no uuid', async () => {
      for (const uuid of ['7', 'x'.repeat(36), '%20', "'"]) assert.equal((await target.api.get(`/api/userinfo/${uuid}`)).status, 422, uuid);
    });
  });

  describe('POST /api/chat/userset', () => {
    it('stores who may write, and everybody sees it', async () => {
      assert.equal((await mine.post('/api/chat/userset', { userset: JSON.stringify({ chatset: RULE }) })).data, 'ok');
      assert.deepEqual((await shown()).chatset, RULE);
      assert.deepEqual((await target.app.caches.user.get(user.id))?.chatset, RULE);
    });

    it('reads the bare numbers of old clients as sendCount', async () => {
      assert.equal((await mine.form('/api/chat/userset', { userset: '{"chatset":{"visitor":0,"user":2}}' })).data, 'ok');
      assert.deepEqual((await shown()).chatset, {
        visitor: { sendCount: 0, needFollow: false },
        user: { sendCount: 2, needFollow: false },
      });
    });

    it('D11 refuses anything else and keeps what stood', async () => {
      await mine.post('/api/chat/userset', { userset: JSON.stringify({ chatset: RULE }) });
      for (const userset of WRONG_SETTINGS) {
        const { status, code } = await mine.post('/api/chat/userset', { userset });
        assert.equal(status, 422, JSON.stringify(userset));
        assert.match(String(code), /^input_/);
      }
      assert.deepEqual((await shown()).chatset, RULE);
    });

    it('is closed to visitors', async () => {
      const { token } = await createVisitor(target);
      refused(
        await target.api.as(token).post('/api/chat/userset', { userset: '{"chatset":{"visitor":0,"user":2}}' }),
        '403 visitor_refused',
        '您没有权限访问，请先注册或登录',
      );
    });
  });

  describe('POST /api/chat/updateUserinfo', () => {
    it('sets the nickname, whatever it is written in', async () => {
      for (const name of ODD_NAMES) {
        assert.equal((await set('nickname', name)).data, '修改昵称成功', name);
        assert.equal((await shown()).nickname, name);
        assert.equal((await target.app.caches.user.get(user.id))?.nickname, name);
      }
    });

    it('counts the characters of a nickname as people do', async () => {
      assert.equal((await set('nickname', '😀'.repeat(30))).status, 200);
      refused(await set('nickname', '😀'.repeat(31)), '400 nickname_too_long', '昵称长度不能超过30个字符');
      const english = mine.with({ 'accept-language': 'en' });
      const answer = await english.post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: 'x'.repeat(31) });
      refused(answer, '400 nickname_too_long', 'A nickname has at most 30 characters');
      refused(await set('nickname', '   '), '422 input_required', '昵称不能为空');
    });

    it('G22 takes no picture of elsewhere for an avatar', async () => {
      for (const avatar of [
        'https://a.example/b.png?c=1',
        'javascript:alert(1)',
        'data:image/png;base64,xx',
        '//a.example/b.png',
        '/etc/passwd',
        '/uploads/../x',
        '/uploads/a b',
        'http://',
        'x',
      ]) {
        refused(await set('avatar', avatar), '400 avatar_invalid', '头像只能是上传的图片');
      }
      refused(await set('avatar', `https://a.example/${'x'.repeat(1000)}`), '400 avatar_too_long', '头像地址过长不能超过1000个字符');
    });

    it('sets whether friends are confirmed', async () => {
      for (const value of ['0', 1, '1', 0]) {
        assert.equal((await set('invite_confirm', value)).data, '设置成功');
        const { data } = await mine.post<WireSetting>('/api/chat/getUserSetInfo', { userid: user.id });
        assert.equal(data.invite_confirm, Number(value));
      }
      for (const value of ['2', 'x', -1, true])
        refused(await set('invite_confirm', value), '400 invite_confirm_invalid', '添加我为好友设置值错误');
    });

    it('sets what the profile tells, one field without the others', async () => {
      const profile = { gender: 'female', birthday: '2000-02-29', bio: '你好，世界', location: '武汉', website: 'https://a.example/' };
      for (const [name, value] of Object.entries(profile)) assert.equal((await set(name, value)).data, '设置成功');
      assert.deepEqual((await shown()).userinfo, profile);
    });

    it('two fields of the profile set at once are both kept', async () => {
      await Promise.all([set('location', '武汉'), set('bio', '你好'), set('gender', 'male')]);
      const { location, bio, gender } = (await shown()).userinfo;
      assert.deepEqual({ location, bio, gender }, { location: '武汉', bio: '你好', gender: 'male' });
    });

    it('refuses wrong values of the profile', async () => {
      const cases = [
        ['gender', 'x', 'input_choice', '性别 的值 `x` 必须在 [`unknown`、`male`、`female`] 中'],
        ['birthday', '2001-02-29', 'input_format', '生日 的格式不正确'],
        ['birthday', '01.01.2000', 'input_format', '生日 的格式不正确'],
        ['bio', 'x'.repeat(201), 'input_length', '简介 的长度 必须 在 1 和 200 之间'],
        ['location', 'x'.repeat(101), 'input_length', '所在地 的长度 必须 在 1 和 100 之间'],
        ['website', `https://a.example/${'x'.repeat(255)}`, 'input_length', '网站 的长度 必须 在 1 和 255 之间'],
        ['website', 'javascript:alert(1)', 'input_format', '网站 的格式不正确'],
      ] as const;
      for (const [name, value, code, text] of cases) refused(await set(name, value), `422 ${code}`, text);
    });

    it('never changes the username, nor a field that it does not know', async () => {
      refused(await set('username', 'other_1'), '400 username_fixed', '账号不可修改');
      for (const name of ['role', 'status', 'password_hash', 'id', '__proto__', 'constructor']) {
        const { status, code } = await set(name, '1');
        assert.deepEqual({ status, code }, { status: 422, code: 'input_choice' }, name);
      }
      assert.equal((await shown()).role, 'user');
    });

    it('refuses parameters that are missing or of a wrong type', async () => {
      const cases = [
        [undefined, 'x', 'input_required', '修改类型不能为空'],
        ['nickname', undefined, 'input_required', '修改结果不能为空'],
        ['nickname', '', 'input_required', '修改结果不能为空'],
        ['x'.repeat(31), 'x', 'input_length', '修改类型 的长度 必须 在 1 和 30 之间'],
      ] as const;
      for (const [name, value, code, text] of cases) refused(await set(name, value), `422 ${code}`, text);
    });

    it('lets a visitor set nickname and avatar only', async () => {
      const { token } = await createVisitor(target);
      const visitor = target.api.as(token);
      const send = (fieldname: string, fieldValue: string): ReturnType<Api['post']> =>
        visitor.post('/api/chat/updateUserinfo', { fieldname, fieldValue });
      assert.equal((await send('nickname', '小明')).data, '修改昵称成功');
      for (const [name, value] of [
        ['invite_confirm', '0'],
        ['bio', 'x'],
      ] as const) {
        refused(await send(name, value), '403 visitor_refused', '您没有权限访问，请先注册或登录');
      }
    });
  });

  describe('POST /api/chat/getUserSetInfo', () => {
    it('tells a user and a visitor what to know before asking for friendship', async () => {
      const visitor = await createVisitor(target);
      for (const token of [user.token, visitor.token]) {
        const other = await createUser(target, {
          chatset: { visitor: { sendCount: 2, needFollow: true }, user: { sendCount: 0, needFollow: false } },
        });
        const { status, data } = await target.api.as(token).post<WireSetting>('/api/chat/getUserSetInfo', { userid: String(other.id) });
        assert.equal(status, 200);
        const { userset, ...rest } = data;
        assert.deepEqual(rest, { id: other.id, uuid: other.uuid, invite_confirm: 1, isgoodfriend: false, isgoodfriend_status: true });
        assert.deepEqual(JSON.parse(userset), {
          chatset: { visitor: { sendCount: 2, needFollow: true }, user: { sendCount: 0, needFollow: false } },
        });
      }
    });

    it('tells of a friendship, and when the friend has blacklisted the caller', async () => {
      const friend = await createUser(target);
      await makeFriends(target, user.id, friend.id);
      const ask = async (): Promise<WireSetting> => (await mine.post<WireSetting>('/api/chat/getUserSetInfo', { userid: friend.id })).data;
      const before = await ask();
      assert.deepEqual([before.isgoodfriend, before.isgoodfriend_status], [true, true]);
      await block(target, friend.id, user.id);
      const after = await ask();
      assert.deepEqual([after.isgoodfriend, after.isgoodfriend_status], [true, false]);
    });

    it('knows no visitor, no disabled user and nobody', async () => {
      const visitor = await createVisitor(target);
      const disabled = await createUser(target);
      await setStatus(target, disabled.id, 0);
      for (const userid of [visitor.id, disabled.id, 2 ** 40]) {
        refused(
          await mine.post('/api/chat/getUserSetInfo', { userid }),
          '404 setting_target_missing',
          '用户不存在或者为游客，无法加为好友',
        );
      }
    });

    it('refuses an id that is none', async () => {
      for (const userid of [undefined, '', 'abc', 0, -1, 1.5, [], {}, true, 1e300]) {
        assert.equal((await mine.post('/api/chat/getUserSetInfo', { userid })).status, 422, JSON.stringify(userid));
      }
    });
  });
});
