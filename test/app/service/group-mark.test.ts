import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import type { Answer } from '../../support/api.ts';
import { createUser, makeFriends, type TestUser } from '../../support/factory.ts';
import { postIn } from '../../support/group-chat.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup } from '../../support/ticket.ts';

interface Banned {
  readonly list: readonly { readonly user_id: number; readonly username: string; readonly create_time: number }[];
  readonly more: boolean;
}

const TEXT = '你已被移出该群，群主或管理员解除后才能再次加入';

describeStores('who left a group or was removed', (store) => {
  const target = store.serve();
  const owner = anew(() => createUser(target));
  const admin = anew(() => createUser(target));
  const member = anew(() => createUser(target));
  const group = anew(async () => ({
    id: await makeGroup(target, { owner, admins: [admin], members: [member], mode: 0, isListed: true }),
  }));

  const call = <T = unknown>(who: TestUser, path: string, body: object): Promise<Answer<T>> =>
    target.api.as(who.token).post<T>(`/api/chat/${path}`, body);
  const leave = (who: TestUser): Promise<Answer> => call(who, 'groupDeleteOrQuit', { id: group.id });
  const join = (who: TestUser, more: object = {}): Promise<Answer> => call(who, 'groupInviteUser', { group_id: group.id, ...more });
  const remove = (): Promise<Answer> => call(owner, 'groupDeleteUser', { group_id: group.id, user_id: member.id });
  const lift = (who: TestUser): Promise<Answer> => call(who, 'groupUnban', { group_id: group.id, user_id: member.id });
  const banned = (who: TestUser): Promise<Answer<Banned>> => target.api.as(who.token).get(`/api/chat/groupBans/${group.id}/1`);
  const mute = (minutes: number): Promise<Answer> => call(admin, 'groupMute', { group_id: group.id, user_id: member.id, minutes });
  const speak = (): Promise<Answer> => postIn(target, member, { to: group.id, data: 'here I am' });

  it('G07 is muted still after coming back, as often as they come and go', async () => {
    await mute(5);
    for (let round = 0; round < 2; round += 1) {
      await leave(member);
      assert.equal((await join(member)).data, '加群成功');
      assert.equal((await speak()).code, 'group_muted');
    }
    await mute(0);
    await leave(member);
    await join(member);
    assert.equal((await speak()).status, 200);
  });

  it('G07 is muted no longer than they were to be', async () => {
    await mute(5);
    await leave(member);
    await target.app.sql.execute('UPDATE group_mark SET muted_until = ? WHERE user_id = ?', [Date.now() - 1, member.id]);
    await join(member);
    assert.equal((await speak()).status, 200);
  });

  it('G07 does not come back by any way once they were removed', async () => {
    await makeFriends(target, admin.id, member.id);
    assert.equal((await remove()).status, 200);
    refused(await join(member), '403 group_banned', TEXT);
    refused(await call(member, 'room/join', { id: group.id }), '403 group_banned', TEXT);
    refused(
      await call(admin, 'groupInviteUser', { group_id: group.id, user_id: member.id }),
      '409 group_applicant_banned',
      '该用户已被移出本群，请先解除限制',
    );
    await call(owner, 'groupAddUserSet', { group_id: group.id, addGroupSet: 1 });
    refused(await join(member), '403 group_banned', TEXT);
    const english = await target.api
      .as(member.token)
      .with({ 'accept-language': 'en' })
      .post('/api/chat/groupInviteUser', { group_id: group.id });
    refused(english, '403 group_banned', 'The owner or an admin removed you from this group. You can come back when one of them allows it');
  });

  it('G07 gets no answer to what they asked before they were removed', async () => {
    const { sql } = target.app;
    await sql.execute(`INSERT INTO group_application (group_id, user_id, status, created_at, updated_at) VALUES (?, ?, 'pending', 1, 1)`, [
      group.id,
      member.id,
    ]);
    await remove();
    await sql.execute(`UPDATE group_application SET status = 'pending' WHERE group_id = ? AND user_id = ?`, [group.id, member.id]);
    const agreed = await call(admin, 'groupAgreeOrNo', { group_id: group.id, user_id: member.id, type: 'agree' });
    refused(agreed, '409 group_applicant_banned', '该用户已被移出本群，请先解除限制');
  });

  it('G07 is on a list that the owner and admins see, and comes back when one of them lifts it; a mute stays', async () => {
    await mute(5);
    await remove();
    for (const who of [owner, admin]) {
      const { data } = await banned(who);
      assert.deepEqual([data.list.map((row) => [row.user_id, row.username]), data.more], [[[member.id, member.username]], false]);
    }
    const stranger = await createUser(target);
    for (const who of [member, stranger]) {
      assert.equal((await banned(who)).code, 'group_forbidden');
      assert.equal((await lift(who)).code, 'group_forbidden');
    }
    assert.equal((await lift(admin)).data, 'ok');
    refused(await lift(admin), '404 group_ban_missing', '该用户不在群黑名单中');
    assert.deepEqual((await banned(owner)).data.list, []);
    assert.equal((await join(member)).data, '加群成功');
    assert.equal((await speak()).code, 'group_muted');
  });

  it('G07 is not banned for leaving', async () => {
    await leave(member);
    assert.deepEqual((await banned(owner)).data.list, []);
    assert.equal((await join(member)).data, '加群成功');
  });
});
