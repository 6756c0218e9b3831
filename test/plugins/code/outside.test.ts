import assert from 'node:assert/strict';
import type { WireGroupInfo } from '../../../protocol/index.ts';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import type { TestApp } from '../../support/app.ts';
import { CodeApi } from './api.ts';
import { createUser, createVisitor, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, servicesOf } from '../../support/ticket.ts';

const FEW = 3;

describeStores('a group that not everybody may find, from outside', (store) => {
  const target = store.serve({ config: { server: { proxy: true }, limit: { group: { points: FEW, window: 60_000 } } } });
  const codes = (): CodeApi => new CodeApi(target);
  const owner = anew(() => createUser(target));
  const member = anew(() => createUser(target));
  const group = anew(async () => ({ id: await makeGroup(target, { name: '朋友', owner, members: [member] }) }));
  let addresses = 0;
  /** Somebody else, at another address. */
  const stranger = async (make: (target: TestApp) => Promise<TestUser> = createUser): Promise<{ user: TestUser; address: string }> => {
    addresses += 1;
    return { user: await make(target), address: `2001:db8:${store.name.length}:${addresses}::1` };
  };
  const look = (who: { user: TestUser; address: string }, id: number, query = ''): Promise<Answer<WireGroupInfo>> =>
    target.api.as(who.user.token).with({ 'x-forwarded-for': who.address }).get(`/api/chat/groupinfo/${id}${query}`);

  it('G05 shows nothing to who counts numbers', async () => {
    const who = await stranger();
    const { status, code } = await look(who, group.id);
    assert.deepEqual([status, code], [404, 'group_not_found']);
    assert.equal((await look({ ...who, user: member }, group.id)).data.count, 2);
  });

  it('G05 shows its face to who holds a code to it, however many', async () => {
    const who = await stranger();
    for (let round = 0; round <= FEW; round += 1) {
      const id = await makeGroup(target, { name: '朋友', owner, members: [member] });
      const { ticket } = await codes().create(member, id);
      const { data } = await look(who, id, `?ticket=${encodeURIComponent(ticket)}`);
      assert.deepEqual([data.name, data.count, data.me, data.group_users], ['朋友', 2, null, []]);
    }
    const other = await makeGroup(target, { owner });
    const { ticket } = await codes().create(owner, other);
    assert.equal((await look(await stranger(), group.id, `?ticket=${encodeURIComponent(ticket)}`)).code, 'group_not_found');
  });

  it('G05 shows nothing for a code that is used up, nor to who was removed', async () => {
    const { id, ticket } = await codes().create(owner, group.id, { max_uses: 1 });
    const query = `?ticket=${encodeURIComponent(ticket)}`;
    assert.equal((await look(await stranger(), group.id, query)).data.name, '朋友');
    await target.app.sql.execute('UPDATE ticket SET uses = 1 WHERE id = ?', [id]);
    assert.equal((await look(await stranger(), group.id, query)).code, 'group_not_found');

    const good = await codes().create(owner, group.id);
    await target.api.as(owner.token).post('/api/chat/groupDeleteUser', { group_id: group.id, user_id: member.id });
    const removed = await look({ ...(await stranger()), user: member }, group.id, `?ticket=${encodeURIComponent(good.ticket)}`);
    assert.equal(removed.code, 'group_not_found');
  });

  it('G05 shows its face by its number while a code of it is about, shown or made, and no longer', async () => {
    await target.api.as(member.token).get(`/api/chat/code/${group.id}`);
    assert.equal((await look(await stranger(), group.id)).data.name, '朋友');
    await servicesOf(target).ticket.rotateAll({ kind: 'group', targetId: group.id }, owner.id);
    assert.equal((await look(await stranger(createVisitor), group.id)).code, 'group_not_found');
    const { id } = await codes().create(owner, group.id);
    assert.equal((await look(await stranger(createVisitor), group.id)).data.name, '朋友');
    await target.api.as(owner.token).post('/api/chat/code/revoke', { ticket_id: id });
    assert.equal((await look(await stranger(), group.id)).code, 'group_not_found');
  });

  it('G05 is one of so many different ones an hour, per user and per address', async () => {
    const ids: number[] = [];
    for (let count = 0; count <= FEW; count += 1) {
      const id = await makeGroup(target, { owner });
      await codes().create(owner, id);
      ids.push(id);
    }
    const who = await stranger();
    const answers: string[] = [];
    for (const id of [...ids, ids[0]!, ids.at(-1)!]) answers.push((await look(who, id)).code ?? 'shown');
    assert.deepEqual(answers, ['shown', 'shown', 'shown', 'too_many', 'shown', 'too_many']);
    const moved = await look({ ...(await stranger()), user: who.user }, ids.at(-1)!);
    assert.equal(moved.code, 'too_many', 'the same user elsewhere');
    const other = await look({ ...who, user: await createUser(target) }, ids.at(-1)!);
    assert.equal(other.code, 'too_many', 'another user there');
    assert.ok(Number(other.headers.get('retry-after')) > 0);
  });

  it('G05 tells who only asked neither its name while they wait nor when they are refused', async () => {
    const { user } = await stranger();
    const api = target.api.as(user.token);
    assert.equal((await api.post('/api/chat/groupInviteUser', { group_id: group.id })).data, '等待群主同意');
    const { data } = await api.get<{ list: { group: { id: number; name: string } }[] }>('/api/chat/myGroupApplications/1');
    assert.deepEqual(
      data.list.map((row) => [row.group.id, row.group.name]),
      [[group.id, '']],
    );
    const identity = await servicesOf(target).session.authenticate(owner.token);
    await servicesOf(target).join.decide(identity, { groupId: group.id, userId: user.id, type: 'no' });
    const told = await target.app.sql.query<{ data: string }>(
      'SELECT m.data AS data FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.name_key = ?',
      [`system:${user.id}`],
    );
    assert.equal(told.length, 1);
    assert.ok(!told.some((row) => row.data.includes('朋友')));
    assert.ok(!(await (await fetch(`${target.url}/api/chat/export`, { headers: { token: user.token } })).text()).includes('朋友'));
  });
});
