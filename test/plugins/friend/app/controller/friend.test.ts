import assert from 'node:assert/strict';
import type { WireFriendIndex, WireFriendInfo, WireFriendList, WireListedFriend } from '../../../../../protocol/index.ts';
import { anew } from '../../../../support/anew.ts';
import type { Answer, Api } from '../../../../support/api.ts';
import { block, createUser, createVisitor, makeFriends, type TestUser } from '../../../../support/factory.ts';
import { good } from '../../../../support/good.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { lineOf } from '../../../../../app/text/visible.ts';
import { ODD_NAMES } from '../../../../support/odd.ts';
import { refused } from '../../../../support/refused.ts';

describeStores('friend API', (store) => {
  const target = store.serve();
  const ann = anew(() => createUser(target, { nickname: 'Ann' }));
  const bob = anew(() => createUser(target, { nickname: 'Bob' }));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const list = async (who: TestUser, path = '1'): Promise<WireFriendList> =>
    (await as(who).get<WireFriendList>(`/api/chat/goodfriendlist/${path}`)).data;
  const listed = ({ rows }: WireFriendList): WireListedFriend[] => ('newList' in rows ? rows.newList.flatMap((group) => group.list) : []);
  const info = async (who: TestUser, { id }: TestUser): Promise<WireFriendInfo> =>
    (await as(who).get<WireFriendInfo>(`/api/chat/getgoodfriendinfo/${id}`)).data;
  const set = (who: TestUser, route: string, body: object = {}): Promise<Answer> => as(who).post(`/api/chat/${route}`, body);
  const befriend = async (nickname: string): Promise<TestUser> => {
    const friend = await createUser(target, { nickname });
    await makeFriends(target, ann.id, friend.id);
    return friend;
  };

  describe('GET /api/chat/goodfriendlist/:page', () => {
    it('has no rows where there are no friends', async () => {
      assert.deepEqual(await list(ann), { count: 0, rows: [] });
    });

    it('lists by initial: Chinese by pinyin, everything else last under #', async () => {
      for (const nickname of ['张三', 'bill', '单雄信', '😀', '2b', '李四', '阿宝', '重庆', 'Anna']) await befriend(nickname);
      const { count, rows } = await list(ann);
      assert.ok('newList' in rows);
      assert.deepEqual([count, rows.total, rows.indexList], [9, 9, ['A', 'B', 'C', 'L', 'S', 'Z', '#']]);
      assert.deepEqual(
        rows.newList.map(({ title, list: friends }) => [title, friends.map(({ name }) => name)]),
        [
          ['A', ['阿宝', 'Anna']],
          ['B', ['bill']],
          ['C', ['重庆']],
          ['L', ['李四']],
          ['S', ['单雄信']],
          ['Z', ['张三']],
          ['#', ['2b', '😀']],
        ],
      );
    });

    it('shows a friend by the remark, with both names', async () => {
      const friend = await befriend('王五');
      good(await set(ann, `setremark/${friend.id}`, { nickname: '老师' }));
      const { rows } = await list(ann);
      assert.ok('newList' in rows);
      const [group] = rows.newList;
      assert.equal(group?.title, 'L');
      const [row] = group.list;
      assert.ok(row && row.id > 0);
      assert.deepEqual(
        { ...row, id: 0 },
        {
          id: 0,
          beizhu: '老师',
          username: friend.username,
          avatar: `/avatar/user-${friend.id}.svg`,
          friend_nickname: '王五',
          friend_id: friend.id,
          name: '老师',
          uuid: friend.uuid,
        },
      );
    });

    it('follows a changed nickname and a changed or removed remark', async () => {
      const friend = await befriend('张三');
      const titles = async (): Promise<readonly string[]> => ((await list(ann)).rows as WireFriendIndex).indexList;
      assert.deepEqual(await titles(), ['Z']);
      assert.equal((await set(friend, 'updateUserinfo', { fieldname: 'nickname', fieldValue: '李四' })).status, 200);
      assert.deepEqual(await titles(), ['L']);
      good(await set(ann, `setremark/${friend.id}`, { nickname: '王五' }));
      assert.deepEqual(await titles(), ['W']);
      good(await set(ann, `setremark/${friend.id}`, { nickname: '*' }));
      assert.deepEqual(await titles(), ['#']);
      good(await set(ann, `setremark/${friend.id}`));
      assert.deepEqual(await titles(), ['L']);
    });

    it('D14 shows odd names and remarks as they are', async () => {
      for (const nickname of ODD_NAMES) await befriend(nickname);
      assert.deepEqual(new Set(listed(await list(ann)).map(({ name }) => name)), new Set(ODD_NAMES));
      const [first] = listed(await list(ann));
      for (const remark of [...ODD_NAMES, '备'.repeat(50), 'مرحبا'.repeat(10)]) {
        good(await set(ann, `setremark/${first?.friend_id}`, { nickname: remark }));
        assert.ok(listed(await list(ann)).some(({ name, beizhu }) => name === lineOf(remark) && beizhu === name));
      }
    });

    it('pages without losing or repeating anybody', async () => {
      for (const nickname of ['e', 'b', 'd', 'a', 'c', 'a', '1']) await befriend(nickname);
      const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => list(ann, `${page}?limit=2`)));
      assert.ok(pages.every(({ count }) => count === 7));
      assert.deepEqual(
        pages.map((page) => listed(page).map(({ name }) => name)),
        [['a', 'a'], ['b', 'c'], ['d', 'e'], ['1'], []],
      );
      assert.deepEqual(pages[4]?.rows, []);
      assert.equal(new Set(pages.flatMap(listed).map(({ id }) => id)).size, 7);
    });

    it('leaves out who is blacklisted, unless asked for', async () => {
      const [one, two] = [await befriend('one'), await befriend('two')];
      good(await set(ann, `setblackgoodfriend/${two.id}`, { value: 1 }));
      const names = async (path: string): Promise<[number, string[]]> => {
        const answer = await list(ann, path);
        return [answer.count, listed(answer).map(({ name }) => name)];
      };
      assert.deepEqual(await names('1'), [1, ['one']]);
      assert.deepEqual(await names('1?black=1'), [1, ['two']]);
      assert.deepEqual(listed(await list(two)).length, 1);
      assert.equal(listed(await list(one)).length, 1);
    });

    it('D13 refuses or caps wrong pages and limits', async () => {
      for (const path of ['0', '-1', 'abc', '1?limit=0', '1?limit=-5', '1?limit=abc', '1?black=2']) {
        assert.equal((await as(ann).get(`/api/chat/goodfriendlist/${path}`)).status, 422, path);
      }
      for (const path of ['1?limit=1000000000', '1000000000', '9007199254740991?limit=1000000000', '1?limit=']) {
        assert.equal((await as(ann).get(`/api/chat/goodfriendlist/${path}`)).status, 200, path);
      }
    });
  });

  describe('GET /api/chat/getgoodfriendinfo/:id', () => {
    it('shows a friend with the profile, and what the caller has set', async () => {
      const friend = await befriend('王五');
      await set(friend, 'updateUserinfo', { fieldname: 'bio', fieldValue: '你好' });
      good(await set(ann, `setremark/${friend.id}`, { nickname: '老王' }));
      const { friendinfo, ...row } = await info(ann, friend);
      assert.deepEqual(
        { ...row, id: 0 },
        {
          id: 0,
          user_id: ann.id,
          friend_id: friend.id,
          nickname: '老王',
          friendlookme: 1,
          melookfriend: 1,
          ismystarfriend: 0,
          isblack: 0,
          status: 1,
        },
      );
      assert.deepEqual([friendinfo.id, friendinfo.nickname, friendinfo.userinfo.bio], [friend.id, '王五', '你好']);
      assert.ok(!JSON.stringify(friendinfo).includes('password'));
    });

    it('D10 knows no strangers', async () => {
      for (const id of [bob.id, ann.id, 2 ** 40]) {
        refused(await as(ann).get(`/api/chat/getgoodfriendinfo/${id}`), '404 friend_not_found', '好友不存在');
      }
      assert.equal((await as(ann).get('/api/chat/getgoodfriendinfo/abc')).status, 422);
    });
  });

  describe('POST /api/chat/setstargoodfriend/:id and /api/chat/setmeOrfriendCanSee/:id', () => {
    it('D40 a star is set or cleared by its value, and turned round without one', async () => {
      const friend = await befriend('friend');
      const stars: number[] = [];
      for (const body of [{ value: 1 }, { value: '1' }, { value: 0 }, {}, {}, { value: 0 }]) {
        good(await set(ann, `setstargoodfriend/${friend.id}`, body));
        stars.push((await info(ann, friend)).ismystarfriend);
      }
      assert.deepEqual(stars, [1, 1, 0, 1, 0, 0]);
      assert.equal((await info(friend, ann)).ismystarfriend, 0);
      assert.equal((await set(ann, `setstargoodfriend/${friend.id}`, { value: 2 })).status, 422);
    });

    it('sets who sees whose moments, on the own row only', async () => {
      const friend = await befriend('friend');
      good(await set(ann, `setmeOrfriendCanSee/${friend.id}`, { friendlookme: 0, melookfriend: '1' }));
      const [mine, theirs] = [await info(ann, friend), await info(friend, ann)];
      assert.deepEqual([mine.friendlookme, mine.melookfriend, theirs.friendlookme, theirs.melookfriend], [0, 1, 1, 1]);
      for (const body of [{}, { friendlookme: 0 }, { friendlookme: 2, melookfriend: 1 }]) {
        assert.equal((await set(ann, `setmeOrfriendCanSee/${friend.id}`, body)).status, 422);
      }
    });

    it('D10 refuse strangers and who is blacklisted', async () => {
      const friend = await befriend('friend');
      good(await set(ann, `setblackgoodfriend/${friend.id}`, { value: 1 }));
      for (const id of [friend.id, bob.id, ann.id, 2 ** 40]) {
        for (const [route, body] of [
          ['setstargoodfriend', { value: 1 }],
          ['setmeOrfriendCanSee', { friendlookme: 0, melookfriend: 0 }],
        ] as const) {
          refused(await set(ann, `${route}/${id}`, body), '400 friend_unavailable', '好友不存在或者被拉黑，无法操作');
        }
      }
    });
  });

  describe('POST /api/chat/setremark/:id', () => {
    it('takes up to 50 characters, for friends only', async () => {
      const friend = await befriend('friend');
      good(await set(ann, `setremark/${friend.id}`, { nickname: `  ${'😀'.repeat(46)}  ` }));
      assert.equal((await info(ann, friend)).nickname, '😀'.repeat(46));
      assert.equal((await set(ann, `setremark/${friend.id}`, { nickname: 'x'.repeat(51) })).status, 422);
      refused(await set(ann, `setremark/${bob.id}`, { nickname: 'x' }), '404 friend_not_found', '好友不存在');
    });
  });

  describe('POST /api/chat/deletegoodfriend/:id', () => {
    it('ends it on both sides', async () => {
      const friend = await befriend('friend');
      const { status, data } = await set(ann, `deletegoodfriend/${friend.id}`);
      assert.deepEqual([status, data], [200, '删除好友成功']);
      for (const who of [ann, friend]) assert.deepEqual(await list(who), { count: 0, rows: [] });
    });

    it('D10 is for friends only, and ends once', async () => {
      const friend = await befriend('friend');
      const carl = await createUser(target);
      const text = '不是好友关系，无权操作';
      refused(await set(carl, `deletegoodfriend/${friend.id}`), '403 friend_required', text);
      for (const id of [bob.id, ann.id, 2 ** 40]) refused(await set(ann, `deletegoodfriend/${id}`), '403 friend_required', text);
      await set(ann, `deletegoodfriend/${friend.id}`);
      for (const [who, other] of [
        [ann, friend],
        [friend, ann],
      ] as const) {
        refused(await set(who, `deletegoodfriend/${other.id}`), '403 friend_required', text);
      }
    });
  });

  describe('POST /api/chat/ismygoodfriend/:id', () => {
    it("answers with one's own row about the friend", async () => {
      await makeFriends(target, ann.id, bob.id);
      const { status, data } = await as(ann).post<Record<string, unknown>>(`/api/chat/ismygoodfriend/${bob.id}`);
      assert.equal(status, 200);
      const { id, ...row } = data;
      assert.ok(Number.isInteger(id));
      assert.deepEqual(row, {
        user_id: ann.id,
        friend_id: bob.id,
        nickname: '',
        friendlookme: 1,
        melookfriend: 1,
        ismystarfriend: 0,
        isblack: 0,
        status: 1,
      });
    });

    it('D10 says that somebody is no friend, to users and visitors', async () => {
      const visitor = await createVisitor(target);
      for (const { token } of [ann, visitor]) {
        refused(await target.api.as(token).post(`/api/chat/ismygoodfriend/${bob.id}`), '404 not_friend', '不是好友');
        refused(
          await target.api.as(token).with({ 'accept-language': 'en' }).post(`/api/chat/ismygoodfriend/${bob.id}`),
          '404 not_friend',
          'You are not friends',
        );
      }
    });
  });

  it('G70 what cannot be seen is no part of a remark', async () => {
    await makeFriends(target, ann.id, bob.id);
    good(await set(ann, `setremark/${bob.id}`, { nickname: '\u202eturned' }));
    const [row] = await target.app.sql.query<{ remark: string }>('SELECT remark FROM friend WHERE user_id = ?', [ann.id]);
    assert.equal(row?.remark, 'turned');
  });

  it('G06 the profile of a friend is not for whom the friend has blacklisted', async () => {
    await makeFriends(target, ann.id, bob.id);
    assert.equal((await set(bob, 'updateUserinfo', { fieldname: 'location', fieldValue: '上海' })).status, 200);
    assert.equal((await info(ann, bob)).friendinfo.userinfo['location'], '上海');
    await block(target, bob.id, ann.id);
    assert.notEqual((await info(ann, bob)).friendinfo.userinfo['location'], '上海');
  });
});
