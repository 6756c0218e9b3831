import assert from 'node:assert/strict';
import type { WireApplication, WireMessage } from '../../../../../protocol/index.ts';
import { anew } from '../../../../support/anew.ts';
import type { Answer } from '../../../../support/api.ts';
import { createOpenUser, post } from '../../../../support/chat.ts';
import { createUser, type TestUser } from '../../../../support/factory.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { plainSocket, type PlainSocket } from '../../../../support/socket.ts';
import { until } from '../../../../support/wait.ts';

const SECRET = 'a-remark-of-my-own';

describeStores('friendship', (store) => {
  const target = store.serve({ config: { access: { underWay: 100 } } });
  const ann = anew(() => createUser(target, { nickname: 'Ann' }));
  const bob = anew(() => createUser(target, { nickname: 'Bob' }));

  const call = (who: TestUser, route: string, body: object = {}): Promise<Answer> =>
    target.api.as(who.token).post(`/api/chat/${route}`, body);
  const apply = (from: TestUser, to: TestUser, over: object = {}): Promise<Answer> =>
    call(from, 'applyfriend', { friend_id: to.id, ...over });
  const pendingId = async (who: TestUser): Promise<number> => {
    const { data } = await target.api.as(who.token).get<{ alldata: WireApplication[] }>('/api/chat/listapplyfriend/1');
    return data.alldata.find(({ status }) => status === 'pending')?.id ?? 0;
  };
  const befriend = async (): Promise<void> => {
    assert.equal((await apply(ann, bob)).status, 200);
    assert.equal((await apply(bob, ann)).status, 200);
  };
  /** How many times each answer came: `200` or its code. */
  const tally = (answers: readonly Answer[]): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const { status, code } of answers) counts[code ?? status] = (counts[code ?? status] ?? 0) + 1;
    return counts;
  };
  const times = <T>(count: number, work: (at: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, at) => work(at)));
  const friendRows = (): Promise<{ user_id: number; friend_id: number }[]> =>
    target.app.sql.query('SELECT user_id, friend_id FROM friend WHERE user_id IN (?, ?) ORDER BY user_id', [ann.id, bob.id]);
  const statuses = async (): Promise<string[]> => {
    const rows = await target.app.sql.query<{ status: string }>('SELECT status FROM friend_application WHERE user_id IN (?, ?)', [
      ann.id,
      bob.id,
    ]);
    return rows.map(({ status }) => status);
  };
  const assertFriendsOnce = async (): Promise<void> => {
    const [low, high] = [Math.min(ann.id, bob.id), Math.max(ann.id, bob.id)];
    assert.deepEqual(
      (await friendRows()).map((row) => ({ ...row })),
      [
        { user_id: low, friend_id: high },
        { user_id: high, friend_id: low },
      ],
    );
  };
  const notices = (): Promise<unknown[]> =>
    target.app.sql.query(
      `SELECT m.seq AS seq FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.name_key = ? AND m.sender_id = 0`,
      [`single:${Math.min(ann.id, bob.id)}:${Math.max(ann.id, bob.id)}`],
    );

  describe('races', () => {
    it('D34 fifty applications at once make one row, one success and clear answers', async () => {
      const answers = await times(50, () => apply(ann, bob));
      assert.deepEqual(tally(answers), { 200: 1, application_pending: 49 });
      assert.deepEqual(await statuses(), ['pending']);
    });

    it('D34 two who apply to each other at once are friends once, and nothing waits', async () => {
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all([apply(ann, bob), apply(bob, ann)]);
        assert.deepEqual(tally(answers), { 200: 2 });
        await assertFriendsOnce();
        assert.ok(!(await statuses()).includes('pending'));
        assert.equal((await notices()).length, round + 1);
        assert.equal((await call(ann, `deletegoodfriend/${bob.id}`)).status, 200);
      }
    });

    it('D34 many who apply to each other at once are friends once', async () => {
      const answers = await times(30, (at) => (at % 2 === 0 ? apply(ann, bob) : apply(bob, ann)));
      const { 200: taken, application_pending: waiting = 0, friend_exists: known = 0, ...others } = tally(answers);
      assert.deepEqual([taken, waiting + known, others], [2, 28, {}]);
      await assertFriendsOnce();
      assert.equal((await notices()).length, 1);
    });

    it('D34 fifty answers at once: one counts', async () => {
      await apply(ann, bob);
      const id = await pendingId(bob);
      const answers = await times(50, () => call(bob, `handleapply/${id}`, { status: 'agree' }));
      assert.deepEqual(tally(answers), { 200: 1, application_handled: 49 });
      await assertFriendsOnce();
      assert.deepEqual(await statuses(), ['agree']);
      assert.equal((await notices()).length, 1);
    });

    it('D34 of agreeing and refusing at once one counts, and the rest follows from it', async () => {
      await apply(ann, bob);
      const id = await pendingId(bob);
      const answers = await times(10, (at) => call(bob, `handleapply/${id}`, { status: at % 2 === 0 ? 'agree' : 'refuse' }));
      assert.deepEqual(tally(answers), { 200: 1, application_handled: 9 });
      const [status] = await statuses();
      assert.equal((await friendRows()).length, status === 'agree' ? 2 : 0);
    });

    it('D34 fifty who add at once are friends once', async () => {
      await call(bob, 'updateUserinfo', { fieldname: 'invite_confirm', fieldValue: '0' });
      const answers = await times(50, () => call(ann, 'autoAddFriendAndAgree', { friend_id: bob.id }));
      assert.deepEqual(tally(answers), { 200: 1, friend_exists: 49 });
      await assertFriendsOnce();
    });

    it('D34 ending it at once from both sides ends it once', async () => {
      await befriend();
      const answers = await times(10, (at) =>
        at % 2 === 0 ? call(ann, `deletegoodfriend/${bob.id}`) : call(bob, `deletegoodfriend/${ann.id}`),
      );
      assert.deepEqual(tally(answers), { 200: 1, friend_required: 9 });
      assert.deepEqual([await friendRows(), await statuses()], [[], []]);
    });

    it('D40 turning a flag round an even number of times at once changes nothing', async () => {
      await befriend();
      const answers = await times(10, () => call(ann, `setstargoodfriend/${bob.id}`));
      assert.deepEqual(tally(answers), { 200: 10 });
      const [row] = await target.app.sql.query<{ is_star: number }>('SELECT is_star FROM friend WHERE user_id = ?', [ann.id]);
      assert.equal(row?.is_star, 0);
      await times(10, () => call(ann, `setblackgoodfriend/${bob.id}`, { value: 1 }));
      assert.equal((await target.app.sql.query('SELECT target_id FROM blacklist WHERE user_id = ?', [ann.id])).length, 1);
    });
  });

  describe('the right to write', () => {
    const quotas = async (): Promise<number[]> => {
      const rows = await target.app.sql.query<{ quota: number }>('SELECT quota FROM member WHERE user_id IN (?, ?) AND peer_id IN (?, ?)', [
        ann.id,
        bob.id,
        ann.id,
        bob.id,
      ]);
      return rows.map(({ quota }) => quota);
    };
    const codeOf = async (from: TestUser, to: TestUser): Promise<string> => {
      const { status, code } = await post(target, from, { to: to.id, data: 'hello' });
      return code ?? String(status);
    };

    it('opens for both with the friendship and closes with its end, seen at once', async () => {
      assert.deepEqual([await codeOf(ann, bob), await codeOf(ann, bob)], ['200', 'quota_used']);
      await befriend();
      assert.deepEqual(await quotas(), [2, 2]);
      for (let round = 0; round < 2; round++) assert.deepEqual([await codeOf(ann, bob), await codeOf(bob, ann)], ['200', '200']);
      assert.equal((await call(bob, `deletegoodfriend/${ann.id}`)).status, 200);
      assert.deepEqual(await quotas(), [0, 0]);
      assert.deepEqual([await codeOf(ann, bob), await codeOf(ann, bob)], ['200', 'quota_used']);
    });

    it('is asked again where a node still remembers the old one', async () => {
      await befriend();
      for (let round = 0; round < 2; round++) assert.equal(await codeOf(ann, bob), '200');
      const remembered = target.app.caches.relation.peek(`${ann.id}:${bob.id}`);
      const { app } = target;
      const invalidate = app.invalidate.bind(app);
      // As on another node to which the bus did not bring the news.
      app.invalidate = () => undefined;
      try {
        assert.equal((await call(bob, `blacklist/${ann.id}`, { value: 1 })).status, 200);
      } finally {
        app.invalidate = invalidate;
      }
      assert.equal(remembered?.isBlocked, false);
      assert.equal(await codeOf(ann, bob), 'blocked');
    });

    it('leaves the conversation out of the list of the one who ended it', async () => {
      const open = await createOpenUser(target);
      assert.equal(await codeOf(ann, open), '200');
      await apply(ann, open);
      await apply(open, ann);
      assert.equal((await call(ann, `deletegoodfriend/${open.id}`)).status, 200);
      const rows = await target.app.sql.query<{ user_id: number; hidden_seq: number; last_seq: number }>(
        `SELECT m.user_id AS user_id, m.hidden_seq AS hidden_seq, c.last_seq AS last_seq FROM member m
         JOIN conversation c ON c.id = m.conversation_id WHERE m.user_id IN (?, ?) AND m.peer_id IN (?, ?)`,
        [ann.id, open.id, ann.id, open.id],
      );
      for (const { user_id: id, hidden_seq: hidden, last_seq: last } of rows) {
        assert.ok(last > 0);
        assert.equal(hidden, id === ann.id ? last : 0);
      }
    });
  });

  describe('notices', () => {
    let hers: PlainSocket;
    let his: PlainSocket;

    beforeEach(async () => {
      [hers, his] = await Promise.all([plainSocket(target, ann.token), plainSocket(target, bob.token)]);
    });
    afterEach(() => Promise.all([hers.close(), his.close()]));

    const textOf = ({ data }: WireMessage): unknown => (data as { data: unknown }).data;

    it('tell the one who is asked, in the form of the published client', async () => {
      await apply(ann, bob, { note: '你好' });
      await his.got(1);
      const [notice] = his.messages;
      assert.ok(notice);
      assert.deepEqual(
        [notice.from_id, notice.from_name, notice.type, textOf(notice)],
        [`redirect-applyFriend-${ann.id}`, '好友申请提醒', 'text', '用户[Ann]申请添加您为好友，请尽快处理'],
      );
      assert.ok(notice.redirect && notice.msgidKey !== undefined);
      assert.deepEqual(hers.messages, []);
    });

    it('D35 tell both that they are friends, each from the own side', async () => {
      await apply(ann, bob);
      await call(bob, `handleapply/${await pendingId(bob)}`, { status: 'agree' });
      const isFriends = (message: WireMessage): boolean => textOf(message) === '我们已经是好友了，可以开始聊天了';
      for (const socket of [hers, his]) await until(() => socket.messages.some(isFriends));
      for (const socket of [hers, his]) {
        const notice = socket.messages.find(isFriends);
        assert.deepEqual([notice?.type, notice?.chatType], ['systemNotice', 'single']);
        assert.deepEqual(new Set([notice?.from_id, notice?.to_id]), new Set([ann.id, bob.id]));
      }
    });

    it('D33 no remark is in what anybody else gets', async () => {
      await apply(ann, bob, { remark: SECRET, note: 'hi' });
      const answers: Answer[] = [
        await target.api.as(bob.token).get('/api/chat/listapplyfriend/1'),
        await call(bob, `isApplyfriend/${ann.uuid}`),
      ];
      await call(bob, `handleapply/${await pendingId(bob)}`, { status: 'agree' });
      await until(() => his.messages.length >= 2 && hers.messages.length >= 1);
      assert.equal((await call(ann, `setremark/${bob.id}`, { nickname: SECRET })).status, 200);
      answers.push(await post(target, ann, { to: bob.id, data: 'hello' }));
      answers.push(await post(target, bob, { to: ann.id, data: 'hello' }));
      await until(() => his.messages.length >= 3 && hers.messages.length >= 2);
      for (const path of ['goodfriendlist/1', `getgoodfriendinfo/${ann.id}`, 'listapplyfriend/1'])
        answers.push(await target.api.as(bob.token).get(`/api/chat/${path}`));
      for (const [route, body] of [
        [`ismygoodfriend/${ann.id}`, {}],
        ['getUserSetInfo', { userid: ann.id }],
        ['searchUser', { keyword: String(ann.id) }],
        ['socket/getmessage', { chatType: 'single', peer_id: ann.id }],
      ] as const) {
        answers.push(await call(bob, route, body));
      }
      answers.push(await target.api.get(`/api/userinfo/${bob.uuid}`));
      for (const { status } of answers.slice(-6)) assert.equal(status, 200);
      assert.ok(!JSON.stringify([answers, his.frames, hers.frames]).includes(SECRET));
      // The owner has it.
      const mine = await target.api.as(ann.token).get(`/api/chat/getgoodfriendinfo/${bob.id}`);
      assert.ok(JSON.stringify(mine.data).includes(SECRET));
    });
  });
});
