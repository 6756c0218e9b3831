import assert from 'node:assert/strict';
import { castGroup, type Cast } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup, servicesOf, setGroupStatus } from '../../support/ticket.ts';

describeStores('admin service, groups', (store) => {
  const target = store.serve();
  let cast: Cast;

  before(async () => {
    cast = await castGroup(target);
  });

  const found = async (search: string): Promise<number[]> => {
    const { rows, total } = await servicesOf(target).admin.listGroups({ search, page: 1, limit: 50 });
    assert.equal(total, rows.length);
    return rows.map(({ id }) => id);
  };

  it('lists groups of every state, newest first, with their members counted', async () => {
    const ids = [await makeGroup(target, { owner: cast.owner }), await makeGroup(target, { owner: cast.owner })];
    for (const [index, id] of ids.entries()) await setGroupStatus(target, id, index * 2);
    const { rows, total } = await servicesOf(target).admin.listGroups({ page: 1, limit: 2 });
    assert.deepEqual(
      rows.map(({ id, status, count }) => [id, status, count]),
      [
        [ids[1], 2, 1],
        [ids[0], 0, 1],
      ],
    );
    assert.ok(total >= 3);
    assert.deepEqual((await servicesOf(target).admin.listGroups({ page: 1000, limit: 2 })).rows, []);
  });

  it('G75 searches names whatever their case and width', async () => {
    const id = await makeGroup(target, { name: 'Ｃｌｕｂ　ПРИВЕТ', owner: cast.owner });
    assert.deepEqual(await found('club привет'), [id]);
    await target.api.as(cast.owner.token).post('/api/chat/groupUpdateName', { id, name: 'ΟΔΟΣ' });
    assert.deepEqual([await found('club привет'), await found('οδος')], [[], [id]]);
  });

  it('D13 searches names literally, and takes digits for a number as well', async () => {
    const odd = await makeGroup(target, { name: '100%_!x', owner: cast.owner });
    const numbered = await makeGroup(target, { name: `no ${odd}`, owner: cast.owner });
    await makeGroup(target, { name: '100ab!x', owner: cast.owner });
    assert.deepEqual(await found('0%_!'), [odd]);
    assert.deepEqual(await found(String(odd)), [numbered, odd]);
    assert.deepEqual(await found('9'.repeat(40)), []);
  });

  it('bans and opens again, as often as it is said; each change is another version', async () => {
    const { groupId, owner } = cast;
    const version = async (): Promise<number> => (await target.app.caches.group.get(groupId))?.aclVersion ?? -1;
    const before = await version();
    const { admin } = servicesOf(target);
    for (let times = 0; times < 2; times++) assert.equal(await admin.banGroup(groupId), '老群');
    assert.equal(await version(), before + 1);
    refused(await target.api.as(owner.token).get(`/api/chat/groupinfo/${groupId}`), '404 group_not_found', '群不存在或被封禁');
    for (let times = 0; times < 2; times++) assert.equal(await admin.unbanGroup(groupId), '老群');
    assert.equal(await version(), before + 2);
    assert.equal((await target.api.as(owner.token).get(`/api/chat/groupinfo/${groupId}`)).status, 200);
  });

  it('opens no group that was dissolved, and knows none that is not there', async () => {
    const over = await makeGroup(target, { owner: cast.owner });
    await setGroupStatus(target, over, 2);
    const { admin } = servicesOf(target);
    for (const id of [over, 2 ** 40]) {
      await assert.rejects(admin.banGroup(id), { code: 'group_missing' });
      await assert.rejects(admin.unbanGroup(id), { code: 'group_missing' });
    }
  });
});
