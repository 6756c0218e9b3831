import assert from 'node:assert/strict';
import type { WireApplication, WireFriend } from '../../../../../protocol/index.ts';
import { anew } from '../../../../support/anew.ts';
import type { Answer, Api } from '../../../../support/api.ts';
import { block, createUser, createVisitor, makeFriends, setStatus, type TestUser } from '../../../../support/factory.ts';
import { good } from '../../../../support/good.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { refused } from '../../../../support/refused.ts';

interface List {
  readonly alldata: WireApplication[];
  readonly pendingCount: number;
}

describeStores('friend application API', (store) => {
  const target = store.serve();
  const ann = anew(() => createUser(target, { nickname: 'Ann' }));
  const bob = anew(() => createUser(target, { nickname: 'Bob' }));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const apply = (from: TestUser, to: TestUser, over: object = {}): Promise<Answer> =>
    as(from).post('/api/chat/applyfriend', { friend_id: to.id, ...over });
  const add = (from: TestUser, to: TestUser, over: object = {}): Promise<Answer> =>
    as(from).post('/api/chat/autoAddFriendAndAgree', { friend_id: to.id, ...over });
  const list = async (who: TestUser, query = ''): Promise<List> => (await as(who).get<List>(`/api/chat/listapplyfriend/1${query}`)).data;
  const idOf = async (who: TestUser): Promise<number> => (await list(who)).alldata[0]?.id ?? 0;
  const answer = (who: TestUser, id: number, body: string | object): Promise<Answer> =>
    as(who).post(`/api/chat/handleapply/${id}`, typeof body === 'string' ? { status: body } : body);
  const areFriends = async (one: TestUser, two: TestUser): Promise<boolean[]> => {
    const rows = [as(one).post(`/api/chat/ismygoodfriend/${two.id}`), as(two).post(`/api/chat/ismygoodfriend/${one.id}`)];
    return (await Promise.all(rows)).map(({ status }) => status === 200);
  };
  const openDoor = (who: TestUser): Promise<Answer> =>
    as(who).post('/api/chat/updateUserinfo', { fieldname: 'invite_confirm', fieldValue: '0' });

  describe('POST /api/chat/applyfriend', () => {
    it('asks, and the one who is asked sees who and what was said, but not the remark (D33)', async () => {
      good(await apply(ann, bob, { remark: 'my-secret-name', note: '我是 Ann' }));
      const { alldata, pendingCount } = await list(bob);
      assert.equal(pendingCount, 1);
      const [row] = alldata;
      assert.ok(row && row.create_time > 0 && row.update_time === row.create_time);
      assert.deepEqual(
        { ...row, id: 0, create_time: 0, update_time: 0 },
        {
          id: 0,
          user_id: ann.id,
          friend_id: bob.id,
          status: 'pending',
          nickname: '我是 Ann',
          note: '我是 Ann',
          create_time: 0,
          update_time: 0,
          user: { id: ann.id, uuid: ann.uuid, username: ann.username, nickname: 'Ann', avatar: `/avatar/user-${ann.id}.svg`, role: 'user' },
        },
      );
      assert.deepEqual(await list(ann), { alldata: [], pendingCount: 0 });
      assert.deepEqual(await areFriends(ann, bob), [false, false]);
    });

    it('takes a form, as the published client sends it', async () => {
      good(await as(ann).form('/api/chat/applyfriend', { friend_id: String(bob.id), nickname: '' }));
      assert.equal((await list(bob)).pendingCount, 1);
    });

    it('G96 what the published client calls nickname is what the applicant says, and no name for anybody', async () => {
      const words = '我是安安[平台注册用户]，申请加你为好友，请通过一下，谢谢！'.repeat(2);
      good(await apply(ann, bob, { nickname: words }));
      const [row] = (await list(bob)).alldata;
      const found = await as(bob).post<WireApplication>(`/api/chat/isApplyfriend/${ann.uuid}`);
      assert.deepEqual([row?.nickname, found.data.nickname, found.data.note], [words, words, words]);
      good(await answer(bob, await idOf(bob), { status: 'agree' }));
      const { data } = await as(ann).post<WireFriend>(`/api/chat/ismygoodfriend/${bob.id}`);
      assert.equal(data.nickname, '');
    });

    it('refuses oneself, nobody, a disabled user and a visitor', async () => {
      refused(await apply(ann, ann), '400 friend_self', '不能添加自己为好友');
      const visitor = await createVisitor(target);
      await setStatus(target, bob.id, 0);
      for (const other of [{ ...bob, id: 2 ** 40 }, bob, visitor]) {
        refused(await apply(ann, other), '404 friend_target_missing', '添加的好友不存在');
      }
    });

    it('refuses a second time, and friends', async () => {
      good(await apply(ann, bob));
      refused(await apply(ann, bob), '409 application_pending', '您已经申请过了，请勿重复申请');
      const carl = await createUser(target);
      await makeFriends(target, ann.id, carl.id);
      refused(await apply(ann, carl), '409 friend_exists', '对方已经是您的好友');
    });

    it('makes friends of two who ask each other, each with the own remark', async () => {
      good(await apply(ann, bob, { remark: 'my Bob' }));
      good(await apply(bob, ann, { remark: 'my Ann' }));
      const { data: hers } = await as(ann).post<WireFriend>(`/api/chat/ismygoodfriend/${bob.id}`);
      const { data: his } = await as(bob).post<WireFriend>(`/api/chat/ismygoodfriend/${ann.id}`);
      assert.deepEqual([hers.nickname, his.nickname], ['my Bob', 'my Ann']);
      for (const who of [ann, bob]) assert.equal((await list(who)).pendingCount, 0);
    });

    it('tells nobody that he was blacklisted', async () => {
      await block(target, bob.id, ann.id);
      refused(await apply(ann, bob), '404 friend_target_missing', '添加的好友不存在');
      assert.deepEqual(await list(bob), { alldata: [], pendingCount: 0 });
    });

    it('refuses parameters that are none', async () => {
      for (const body of [{}, { friend_id: 'abc' }, { friend_id: -5 }, { friend_id: 1.5 }, { friend_id: [1] }]) {
        assert.equal((await as(ann).post('/api/chat/applyfriend', body)).status, 422);
      }
      assert.equal((await apply(ann, bob, { remark: 'x'.repeat(51) })).status, 422);
      assert.equal((await apply(ann, bob, { note: 'x'.repeat(201) })).status, 422);
      good(await apply(ann, bob, { remark: '备'.repeat(50), note: '😀'.repeat(200) }));
    });
  });

  describe('POST /api/chat/handleapply/:id', () => {
    beforeEach(async () => {
      await apply(ann, bob, { remark: 'my Bob' });
    });

    it('agrees: both have each other, with the own remark each', async () => {
      good(await answer(bob, await idOf(bob), { status: 'agree', nickname: 'my Ann' }));
      const { data: hers } = await as(ann).post<WireFriend>(`/api/chat/ismygoodfriend/${bob.id}`);
      const { data: his } = await as(bob).post<WireFriend>(`/api/chat/ismygoodfriend/${ann.id}`);
      assert.deepEqual([hers.user_id, hers.friend_id, hers.nickname], [ann.id, bob.id, 'my Bob']);
      assert.deepEqual([his.user_id, his.friend_id, his.nickname], [bob.id, ann.id, 'my Ann']);
      const { alldata, pendingCount } = await list(bob);
      assert.deepEqual([alldata[0]?.status, pendingCount], ['agree', 0]);
    });

    it('refuses: no friends, and the applicant may ask again in the same row', async () => {
      const id = await idOf(bob);
      good(await answer(bob, id, 'refuse'));
      assert.deepEqual(await areFriends(ann, bob), [false, false]);
      assert.equal((await list(bob)).pendingCount, 0);
      good(await apply(ann, bob, { note: 'please' }));
      const { alldata, pendingCount } = await list(bob);
      assert.deepEqual([alldata.length, alldata[0]?.id, alldata[0]?.note, pendingCount], [1, id, 'please', 1]);
    });

    it('ignores: it no longer counts, and the applicant is told nothing', async () => {
      good(await answer(bob, await idOf(bob), 'ignore'));
      assert.equal((await list(bob)).pendingCount, 0);
      refused(await apply(ann, bob), '409 application_pending', '您已经申请过了，请勿重复申请');
      // Whom one ignored one may still ask.
      good(await apply(bob, ann));
      assert.deepEqual(await areFriends(ann, bob), [true, true]);
    });

    it('answers once', async () => {
      const id = await idOf(bob);
      for (const status of ['agree', 'refuse', 'ignore', 'agree']) {
        const answered = await answer(bob, id, status);
        if (status === 'agree' && answered.status === 200) continue;
        refused(answered, '404 application_handled', '申请不存在或已处理');
      }
      assert.deepEqual(await areFriends(ann, bob), [true, true]);
    });

    it('D10 is for the one who was asked only', async () => {
      const id = await idOf(bob);
      const carl = await createUser(target);
      for (const who of [ann, carl]) {
        for (const status of ['agree', 'refuse', 'ignore']) {
          refused(await answer(who, id, status), '404 application_handled', '申请不存在或已处理');
        }
      }
      refused(await answer(bob, 2 ** 40, 'agree'), '404 application_handled', '申请不存在或已处理');
      assert.deepEqual([(await list(bob)).pendingCount, ...(await areFriends(ann, bob))], [1, false, false]);
    });

    it('refuses what is no answer', async () => {
      const id = await idOf(bob);
      for (const status of ['', 'yes', 'pending', 1])
        assert.equal((await as(bob).post(`/api/chat/handleapply/${id}`, { status })).status, 422);
      assert.equal((await answer(bob, id, { status: 'agree', nickname: 'x'.repeat(51) })).status, 422);
      assert.equal((await as(bob).post('/api/chat/handleapply/abc', { status: 'agree' })).status, 422);
    });
  });

  describe('GET /api/chat/listapplyfriend/:page', () => {
    it('lists what waits first, in pages, and counts it', async () => {
      const others = await Promise.all(Array.from({ length: 5 }, () => createUser(target)));
      for (const other of others) await apply(other, bob);
      const { alldata: all } = await list(bob);
      await answer(bob, all[0]?.id ?? 0, 'refuse');
      const pages = await Promise.all([1, 2, 3, 4].map((page) => as(bob).get<List>(`/api/chat/listapplyfriend/${page}?limit=2`)));
      assert.deepEqual(
        pages.map(({ data }) => data.alldata.map(({ status }) => status)),
        [['pending', 'pending'], ['pending', 'pending'], ['refuse'], []],
      );
      assert.equal(new Set(pages.flatMap(({ data }) => data.alldata.map(({ id }) => id))).size, 5);
      assert.ok(pages.every(({ data }) => data.pendingCount === 4));
    });

    it('leaves out who is disabled', async () => {
      await apply(ann, bob);
      await setStatus(target, ann.id, 0);
      assert.deepEqual(await list(bob), { alldata: [], pendingCount: 0 });
    });

    it('D13 refuses or caps wrong pages and limits', async () => {
      for (const path of ['0', '-1', 'abc', '1?limit=0', '1?limit=-5', '1?limit=abc', '1?limit=1.5']) {
        assert.equal((await as(bob).get(`/api/chat/listapplyfriend/${path}`)).status, 422, path);
      }
      for (const path of ['1?limit=1000000000', '1000000000', '9007199254740991?limit=1000000000']) {
        assert.equal((await as(bob).get(`/api/chat/listapplyfriend/${path}`)).status, 200, path);
      }
    });
  });

  describe('POST /api/chat/isApplyfriend/:uuid', () => {
    const find = (who: TestUser, uuid: string): Promise<Answer<WireApplication>> =>
      as(who).post<WireApplication>(`/api/chat/isApplyfriend/${uuid}`);

    it('finds what a user asks of the caller, while it waits', async () => {
      await apply(ann, bob, { note: 'hello' });
      const { data } = await find(bob, ann.uuid);
      assert.deepEqual([data.user_id, data.friend_id, data.note, data.user.uuid], [ann.id, bob.id, 'hello', ann.uuid]);
      await answer(bob, data.id, 'ignore');
      refused(await find(bob, ann.uuid), '404 application_not_found', '用户申请信息不存在');
    });

    it('knows neither strangers nor what one asked oneself', async () => {
      await apply(ann, bob);
      refused(await find(ann, bob.uuid), '404 application_not_found', '用户申请信息不存在');
      refused(await find(bob, crypto.randomUUID()), '404 user_not_found', '用户不存在');
      assert.equal((await find(bob, 'abc')).status, 422);
    });
  });

  describe('POST /api/chat/autoAddFriendAndAgree', () => {
    it('makes friends at once where the other asks for no confirmation', async () => {
      await openDoor(bob);
      good(await add(ann, bob, { remark: 'my Bob' }));
      assert.deepEqual(await areFriends(ann, bob), [true, true]);
      const { data } = await as(ann).post<WireFriend>(`/api/chat/ismygoodfriend/${bob.id}`);
      assert.equal(data.nickname, 'my Bob');
      refused(await add(ann, bob), '409 friend_exists', '对方已经是您的好友');
    });

    it('G96 takes the words of the published client for words, too', async () => {
      await openDoor(bob);
      good(await add(ann, bob, { nickname: '我是安安[平台注册用户],系统自动加为你好友的'.padEnd(60, '。') }));
      const { data } = await as(ann).post<WireFriend>(`/api/chat/ismygoodfriend/${bob.id}`);
      assert.equal(data.nickname, '');
    });

    it('applying waits for an answer all the same', async () => {
      await openDoor(bob);
      good(await apply(ann, bob));
      assert.deepEqual(await areFriends(ann, bob), [false, false]);
      refused(await add(ann, bob), '409 application_pending', '您已经申请过了，请勿重复申请');
    });

    it('refuses where the other confirms, which is the default', async () => {
      refused(await add(ann, bob), '403 friend_approval_required', '需要对方审核，不能自动加对方为好友');
      assert.deepEqual(await areFriends(ann, bob), [false, false]);
      assert.equal((await list(bob)).alldata.length, 0);
    });

    it('needs no confirmation of one who asked', async () => {
      await apply(bob, ann, { remark: 'my Ann' });
      good(await add(ann, bob));
      assert.deepEqual(await areFriends(ann, bob), [true, true]);
      assert.equal((await list(ann)).pendingCount, 0);
    });

    it('refuses whom applying refuses', async () => {
      refused(await add(ann, ann), '400 friend_self', '不能添加自己为好友');
      refused(await add(ann, { ...bob, id: 2 ** 40 }), '404 friend_target_missing', '添加的好友不存在');
      await openDoor(bob);
      await block(target, bob.id, ann.id);
      refused(await add(ann, bob), '404 friend_target_missing', '添加的好友不存在');
    });
  });
});
