import assert from 'node:assert/strict';
import { GROUP_STATUS } from '../../../app/cache.ts';
import type { WireRoom } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer, Api } from '../../support/api.ts';
import { createUser, createVisitor, setStatus, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket } from '../../support/socket.ts';
import { makeGroup, setGroupStatus } from '../../support/ticket.ts';

const CREATE = '/api/chat/room/create';
const JOIN = '/api/chat/room/join';
const LEAVE = '/api/chat/room/leave';

interface Rooms {
  readonly list: WireRoom[];
  readonly more: boolean;
}

/** D44 */
const ODD = [
  '聊天室',
  '聊-天 室',
  '🎉 Party 🎉',
  '* + ? ( [ \\ . | $',
  '100%',
  '_',
  "Robert'); DROP TABLE user;--",
  '<script>x</script>',
  'שלום עולם',
];

let count = 0;

/** A name that no other room has, in this suite. */
function fresh(name = 'room'): string {
  count += 1;
  return `${name} ${count}`;
}

describeStores('room API', (store) => {
  const target = store.serve();
  const owner = anew(() => createUser(target));
  const user = anew(() => createUser(target));
  const visitor = anew(() => createVisitor(target));

  const as = ({ token }: TestUser): Api => target.api.as(token);
  const create = (who: TestUser, name: unknown): Promise<Answer<{ id: number; name: string }>> => as(who).post(CREATE, { name });
  const make = async (name = fresh(), who = owner): Promise<number> => {
    const { status, data } = await create(who, name);
    assert.equal(status, 200, JSON.stringify(data));
    return data.id;
  };
  const join = (who: TestUser, body: object): Promise<Answer> => as(who).post(JOIN, body);
  const leave = (who: TestUser, id: unknown): Promise<Answer> => as(who).post(LEAVE, { id });
  const rooms = (who: TestUser, query: Record<string, string> = {}, page: number | string = 1): Promise<Answer<Rooms>> =>
    as(who).get<Rooms>(`/api/chat/rooms/${page}?${new URLSearchParams(query).toString()}`);
  const ids = async (who: TestUser, query: Record<string, string> = {}): Promise<number[]> =>
    (await rooms(who, query)).data.list.map(({ id }) => id);
  const setMode = async (id: number, mode: number): Promise<void> => {
    await target.app.sql.execute('UPDATE chat_group SET invite_confirm = ? WHERE id = ?', [mode, id]);
    target.app.invalidate([`group:${id}`]);
  };

  describe('POST /api/chat/room/create', () => {
    it('makes a room with its creator as the owner, and says so in it', async () => {
      const socket = await foyerSocket(target, owner.token);
      const name = fresh();
      const { data } = await create(owner, ` ${name} `);
      assert.equal(data.name, name);
      const { message } = await socket.op('message');
      assert.deepEqual([message.to_id, message.to_name], [data.id, name]);
      assert.deepEqual(message.data, { data: `${owner.username}创建了一个群，大家可以开始聊天了`, dataType: false, otherData: null });
      const { ownerId, members } = (await target.app.caches.group.get(data.id)) ?? {};
      assert.deepEqual([ownerId, [...(members?.keys() ?? [])], members?.get(owner.id)?.role], [owner.id, [owner.id], 2]);
      await socket.close();
    });

    it('refuses a name that another room has, however it is written, in both languages', async () => {
      const name = fresh('Ｒoom');
      await make(name);
      for (const same of [name, name.toUpperCase(), `  ${name}`, name.replace(' ', '\u3000'), name.replace('Ｒ', 'r')]) {
        refused(await create(user, same), '409 room_name_taken', '该群名称已被使用');
      }
      refused(
        await as(user).with({ 'accept-language': 'en' }).post(CREATE, { name }),
        '409 room_name_taken',
        'This room name is taken. Please choose another one',
      );
    });

    it('refuses no name, and one that is too long or cannot be seen', async () => {
      for (const name of ['', ' ', '\u200b', undefined]) {
        refused(await create(owner, name), '422 input_required', '群名称不能为空');
      }
      refused(await create(owner, '长'.repeat(51)), '422 input_length', '群名称 的长度 必须 在 1 和 50 之间');
      assert.equal((await create(owner, 'a\0b')).status, 422);
    });

    it('is closed to visitors, and to who owns as many groups as one may', async () => {
      refused(await create(visitor, fresh()), '403 visitor_refused', '您没有权限访问，请先注册或登录');
      for (let made = 0; made < 5; made += 1) await make();
      refused(await create(owner, fresh()), '400 group_limit', '您创建的群数量已达到上限');
    });

    it('D34 of 50 that want one name at once, one gets it', async () => {
      const name = fresh();
      const people = await Promise.all(Array.from({ length: 50 }, () => createUser(target)));
      const answers = await Promise.all(people.map((who) => create(who, name)));
      assert.equal(answers.filter(({ status }) => status === 200).length, 1);
      assert.equal(answers.filter(({ code }) => code === 'room_name_taken').length, 49);
      assert.equal((await ids(user, { keyword: name })).length, 1);
      const owned = await target.app.sql.query(
        `SELECT m.user_id AS id FROM member m WHERE m.role = 2 AND m.user_id IN (${people.map(() => '?').join(', ')})`,
        people.map(({ id }) => id),
      );
      assert.equal(owned.length, 1);
    });

    it('D34 of 10 rooms made at once no more come about than one may own', async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => create(owner, fresh())));
      assert.equal(answers.filter(({ status }) => status === 200).length, 5);
      assert.deepEqual([...new Set(answers.filter(({ status }) => status !== 200).map(({ code }) => code))], ['group_limit']);
    });
  });

  describe('GET /api/chat/rooms/:page', () => {
    it('lists what one is in and what one is not in, newest first', async () => {
      const key = fresh('list');
      const [one, two, three] = [await make(`${key} a`), await make(`${key} b`), await make(`${key} c`)];
      await join(user, { id: two });
      await setMode(three, 1);
      assert.deepEqual(await ids(user, { keyword: key, joined: '1' }), [two]);
      assert.deepEqual(await ids(user, { keyword: key, joined: '0' }), [three, one]);
      const { data } = await rooms(user, { keyword: key });
      assert.deepEqual(
        data.list.map(({ id, name, count: people, invite_confirm, joined }) => [id, name, people, invite_confirm, joined]),
        [
          [three, `${key} c`, 1, 1, false],
          [two, `${key} b`, 2, 0, true],
          [one, `${key} a`, 1, 0, false],
        ],
      );
      assert.ok((data.list[0]?.last_time ?? 0) > Date.now() - 60_000);
      const pages = await Promise.all([rooms(user, { keyword: key, limit: '2' }), rooms(user, { keyword: key, limit: '2' }, 2)]);
      assert.deepEqual(
        pages.map((page) => [page.data.list.map(({ id }) => id), page.data.more]),
        [
          [[three, two], true],
          [[one], false],
        ],
      );
      assert.deepEqual(await ids(visitor, { keyword: key, joined: '0' }), [three, two, one]);
    });

    it('D42 shows neither private groups, nor banned or dissolved ones, nor members', async () => {
      const key = fresh('closed');
      const secret = await makeGroup(target, { name: key, owner });
      for (const status of [GROUP_STATUS.banned, GROUP_STATUS.dissolved])
        await setGroupStatus(target, await make(`${key} ${status}`), status);
      assert.deepEqual(await ids(user, { keyword: key }), []);
      assert.ok(!(await ids(user, { keyword: String(secret) })).includes(secret));
      const open = await make(`${key} open`);
      const { data } = await rooms(user, { keyword: `${key} open` });
      assert.deepEqual(Object.keys(data.list[0] ?? {}).toSorted(), [
        'avatar',
        'count',
        'id',
        'invite_confirm',
        'joined',
        'last_time',
        'name',
      ]);
      assert.equal(data.list[0]?.id, open);
    });

    it('D13 finds by a part of the name, literally, whatever its case and width, and by the exact number', async () => {
      const key = fresh('100%_!\\done');
      const id = await make(key);
      for (const keyword of [key, '100%_!\\', '％_!\\DONE', '0%_!']) {
        assert.ok((await ids(user, { keyword })).includes(id), keyword);
      }
      assert.deepEqual(await ids(user, { keyword: '100_%' }), []);
      assert.deepEqual(await ids(user, { keyword: '1%done' }), []);
      assert.ok((await ids(user, { keyword: String(id) })).includes(id));
      assert.ok((await ids(user, { keyword: '   ' })).length > 0);
    });

    it('D14 D44 takes any name, shows it as it is, and finds it by itself and by each word', async () => {
      const names = [...ODD, '群'.repeat(50), '👨‍👩‍👧'.repeat(10), '\ufdfa'.repeat(50)];
      for (const name of names) {
        const maker = await createUser(target);
        const id = await make(name, maker);
        // Of a name that becomes 900 characters only the whole is found.
        const keyword = name.startsWith('\ufdfa') ? name : Array.from(name).slice(0, 20).join('');
        for (const who of [user, visitor]) {
          const shown = (await rooms(who, { keyword, limit: '100' })).data.list.find((room) => room.id === id);
          assert.equal(shown?.name, name);
        }
        assert.deepEqual((await join(user, { name })).data, { id, state: 'joined' });
      }
    });

    it('D13 takes no page, limit or choice that is none', async () => {
      for (const page of ['0', '-1', 'abc', '1.5', '99999999999999999999']) assert.equal((await rooms(user, {}, page)).status, 422, page);
      for (const limit of ['0', '-5', 'abc']) assert.equal((await rooms(user, { limit })).status, 422, limit);
      for (const joined of ['2', 'true', '-1']) assert.equal((await rooms(user, { joined })).status, 422, joined);
      assert.equal((await rooms(user, { keyword: '长'.repeat(51) })).status, 422);
      assert.deepEqual([(await rooms(user, { limit: '1e9' })).status, (await rooms(user, { limit: '1000000' })).status], [422, 200]);
    });
  });

  describe('POST /api/chat/room/join', () => {
    it('lets users and visitors in, by number and by name, as the mode says', async () => {
      const name = fresh('聊天 室');
      const id = await make(name);
      assert.deepEqual((await join(user, { id })).data, { id, state: 'joined' });
      assert.deepEqual((await join(visitor, { name: `${name} ` })).data, { id, state: 'joined' });
      refused(await join(user, { name }), '409 group_member_exists', '用户已经在群里');
      const [approval, login] = [await make(), await make()];
      await setMode(approval, 1);
      await setMode(login, 2);
      assert.deepEqual((await join(visitor, { id: approval, note: '让我进来' })).data, { id: approval, state: 'applied' });
      refused(await join(visitor, { id: approval }), '409 group_join_pending', '已申请加入群聊，正在等待群主同意');
      refused(await join(visitor, { id: login }), '403 group_join_login', '请先登录再申请进群');
      assert.deepEqual((await join(user, { id: login })).data, { id: login, state: 'joined' });
    });

    it('finds no room that is not there, private, banned or dissolved', async () => {
      const name = fresh();
      const gone = await make(name);
      await setGroupStatus(target, gone, GROUP_STATUS.banned);
      const secret = await makeGroup(target, { name: fresh(), owner });
      for (const body of [{ id: 2 ** 40 }, { id: secret }, { id: gone }, { name }, { name: fresh() }]) {
        refused(await join(user, body), '404 group_join_closed', '群不存在或者被封禁');
      }
    });

    it('wants a number or a name', async () => {
      refused(await join(user, {}), '422 input_required', '群名称不能为空');
      for (const id of ['abc', 0, -1, 1.5]) assert.equal((await join(user, { id })).status, 422);
      assert.equal((await join(user, { name: '长'.repeat(51) })).status, 422);
    });

    it('refuses who was disabled', async () => {
      const id = await make();
      await setStatus(target, user.id, 0);
      assert.equal((await join(user, { id })).status, 401);
    });
  });

  describe('POST /api/chat/room/leave', () => {
    it('D44 leaves no ghost in the list or the count, and one may come again', async () => {
      const id = await make();
      for (const who of [user, visitor]) {
        await join(who, { id });
        assert.equal((await leave(who, id)).data, 'ok');
        assert.deepEqual(await ids(who, { joined: '1' }), []);
        refused(await leave(who, id), '403 group_quit_outside', '你不在该群聊中，操作失败');
        const [room] = (await rooms(owner, { joined: '1' })).data.list;
        assert.deepEqual([room?.id, room?.count], [id, 1]);
        assert.deepEqual((await join(who, { id })).data, { id, state: 'joined' });
        await leave(who, id);
      }
    });

    it('of the owner dissolves the room and frees its name', async () => {
      const name = fresh();
      const id = await make(name);
      await join(user, { id });
      assert.equal((await leave(owner, id)).data, 'ok');
      assert.deepEqual(await ids(user, { keyword: name }), []);
      refused(await join(visitor, { id }), '404 group_join_closed', '群不存在或者被封禁');
      assert.notEqual(await make(name, user), id);
    });

    it('knows no room that is not there', async () => refused(await leave(user, 2 ** 40), '404 group_missing', '群不存在'));
  });

  it('a room that is renamed is found by its new name only, and takes no other room’s', async () => {
    const [name, other, next] = [fresh(), fresh(), fresh()];
    const id = await make(name);
    await make(other);
    const rename = (to: string): Promise<Answer> => as(owner).post('/api/chat/groupUpdateName', { id, name: to });
    refused(await rename(other.toUpperCase()), '409 room_name_taken', '该群名称已被使用');
    assert.equal((await rename(name.toUpperCase())).data, 'ok');
    assert.equal((await rename(next)).data, 'ok');
    refused(await join(user, { name }), '404 group_join_closed', '群不存在或者被封禁');
    assert.deepEqual((await join(user, { name: next })).data, { id, state: 'joined' });
    await make(name);
  });
});
