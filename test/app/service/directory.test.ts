import assert from 'node:assert/strict';
import type { WireUser } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { block, createUser, createVisitor, freshName, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { ODD_NAMES } from '../../support/odd.ts';

describeStores('the search for users', (store) => {
  const target = store.serve();
  const ann = anew(() => createUser(target));
  const bob = anew(() => createUser(target));

  const search = async (keyword: unknown, over: object = {}): Promise<Answer<WireUser[]>> =>
    target.api.as(ann.token).post<WireUser[]>('/api/chat/searchUser', { keyword, ...over });
  const ids = async (keyword: unknown, over: object = {}): Promise<number[]> => (await search(keyword, over)).data.map(({ id }) => id);

  it('finds by a part of the username or the nickname, and by the whole id', async () => {
    const part = freshName();
    const named = await createUser(target, { username: part });
    const nicked = await createUser(target, { nickname: `我是${part}呀` });
    assert.deepEqual(new Set(await ids(part.slice(1))), new Set([named.id, nicked.id]));
    // Of two characters or more, as every keyword.
    assert.equal((await ids(String(bob.id).padStart(2, '0')))[0], bob.id);
    const [found] = (await search(part)).data;
    assert.deepEqual(found, {
      id: named.id,
      uuid: named.uuid,
      username: part,
      nickname: '',
      avatar: `/avatar/user-${named.id}.svg`,
      role: 'user',
    });
  });

  it('finds neither oneself, nor visitors, nor disabled users, nor who has blacklisted the caller', async () => {
    const mark = freshName();
    const [open, closed, blocking] = [
      await createUser(target, { nickname: mark }),
      await createUser(target, { nickname: mark }),
      await createUser(target, { nickname: mark }),
    ];
    const visitor = await createVisitor(target);
    await setStatus(target, closed.id, 0);
    await block(target, blocking.id, ann.id);
    assert.deepEqual(await ids(mark), [open.id]);
    for (const { id, username } of [ann, visitor]) {
      assert.ok(!(await ids(String(id).padStart(2, '0'), { limit: 50 })).includes(id));
      assert.deepEqual(await ids(username), []);
    }
  });

  it('G75 finds whatever the case, the width, the blanks and what cannot be seen, on every store alike', async () => {
    const mark = `q${freshName().slice(2, 8)}`;
    for (const [nickname, keywords, others] of [
      [`ПРИВЕТ ${mark}`, [`привет ${mark}`, `Привет  ${mark}`], [`привёт ${mark}`]],
      [
        `Ａｎｎ　Ｌｅｅ ${mark}`,
        [`Ann Lee ${mark}`, `ann\u3000lee ${mark}`, `a\u200bnn lee ${mark}`, `ＡＮＮ LEE ${mark}`],
        [`annlee ${mark}`],
      ],
      [`Ann Lee Zwei${mark}`, [`ｌｅｅ　ｚｗｅｉ${mark}`], []],
      [`ΟΔΟΣ ${mark}`, [`οδος ${mark}`, `δοσ ${mark}`], [`οδός ${mark}`]],
      [`Straße ${mark}`, [`STRASSE ${mark}`, `strasse ${mark}`], []],
      [`cafe\u0301 ${mark}`, [`café ${mark}`, `CAFÉ ${mark}`], [`cafe ${mark}`]],
    ] as const) {
      const { id } = await createUser(target, { nickname });
      for (const keyword of keywords) assert.deepEqual(await ids(keyword), [id], keyword);
      for (const keyword of others) assert.deepEqual(await ids(keyword), [], keyword);
    }
    assert.deepEqual(await ids('\u200b\u2060'), []);
    assert.deepEqual(await ids('a\u200b'), []);
  });

  it('G75 finds by the name of now, wherever it was changed', async () => {
    const [before, after] = [freshName(), freshName()];
    const user = await createUser(target, { nickname: before });
    assert.deepEqual(await ids(before), [user.id]);
    await target.api.as(user.token).post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: `ＮＥＵ　${after}` });
    assert.deepEqual([await ids(before), await ids(`neu ${after}`)], [[], [user.id]]);
    assert.deepEqual(await ids(user.username), [user.id]);
    const visitor = await createVisitor(target);
    const username = freshName();
    const presented = { deviceId: crypto.randomUUID(), timestamp: Date.now(), signature: '', token: visitor.token };
    await target.app.createAnonymousContext().service.visitor.upgrade(presented, { username, password: 'a-test-password' });
    assert.deepEqual(await ids(username), [visitor.id]);
  });

  it('D13 takes % and _ and ! as they are', async () => {
    const mark = freshName().slice(0, 12);
    const kept = await createUser(target, { nickname: `${mark}%_!x` });
    await createUser(target, { nickname: `${mark}abc` });
    for (const keyword of [`${mark}%`, `${mark}%_!`, `%_!x`]) assert.ok((await ids(keyword, { limit: 50 })).includes(kept.id), keyword);
    assert.deepEqual(await ids(`${mark}%c`), []);
    assert.deepEqual(await ids(`${mark}_bc`), []);
  });

  it('D14 finds odd names', async () => {
    const mark = freshName().slice(0, 8);
    for (const odd of ODD_NAMES) {
      const nickname = Array.from(`${odd}${mark}`).slice(-30).join('');
      const { id } = await createUser(target, { nickname });
      assert.ok((await ids(nickname)).includes(id), nickname);
    }
  });

  it('D13 pages; wrong pages and limits are refused or capped', async () => {
    const mark = freshName();
    const made = await Promise.all(Array.from({ length: 5 }, () => createUser(target, { nickname: mark })));
    const pages = await Promise.all([1, 2, 3, 4].map((page) => ids(mark, { page, limit: 2 })));
    assert.deepEqual(
      pages.map(({ length }) => length),
      [2, 2, 1, 0],
    );
    assert.deepEqual(
      pages.flat(),
      made.map(({ id }) => id).toSorted((a, b) => a - b),
    );
    for (const over of [{ page: 0 }, { page: -1 }, { page: 'abc' }, { limit: 0 }, { limit: -5 }, { limit: 'abc' }, { limit: 1.5 }]) {
      assert.equal((await search(mark, over)).status, 422, JSON.stringify(over));
    }
    for (const over of [{ limit: 1e9 }, { page: 1e9 }, { page: Number.MAX_SAFE_INTEGER, limit: 1e9 }]) {
      assert.equal((await search(mark, over)).status, 200, JSON.stringify(over));
    }
    for (const keyword of ['', undefined, 'x'.repeat(51)]) assert.equal((await search(keyword)).status, 422);
  });
});
