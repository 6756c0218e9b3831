import assert from 'node:assert/strict';
import { GROUP_STATUS } from '../../../app/cache.ts';
import { Door, GROUP_NAME, person, refuses } from '../../support/door.ts';
import { createUser, makeFriends, setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { makeGroup, setGroupStatus } from '../../support/ticket.ts';

const MOST = 6;

describeStores('join service, applications,', (store) => {
  const target = store.serve({ config: { group: { members: MOST } } });
  const door = Door.anew(target);
  const { owner, member, user } = door;

  describe('answering applications', () => {
    it('agree lets in whoever asked, and the group learns it', async () => {
      const id = await door.group(1);
      await door.enter(user, { groupId: id, note: '你好' });
      await door.decide(owner, id, { userId: user.id, type: 'agree' });
      assert.ok((await door.members(id)).includes(user.id));
      assert.deepEqual(await door.application(id, user.id), {
        status: 'agree',
        inviterId: 0,
        ticketId: 0,
        note: '你好',
        handlerId: owner.id,
      });
      assert.deepEqual(await door.inGroup(id), [
        { kind: 'group_joined', by: person(user), user: person(user), inviter: null, how: 'self' },
      ]);
    });

    it('no tells whoever asked, who may ask again in the same row', async () => {
      const admin = await createUser(target);
      const id = await door.group(1, [admin]);
      await door.enter(user, { groupId: id, note: 'one' });
      await door.decide(admin, id, { userId: user.id, type: 'no' });
      assert.ok(!(await door.members(id)).includes(user.id));
      assert.deepEqual(await door.toUser(user.id), [{ kind: 'group_refused', group: { id, name: GROUP_NAME, avatar: '' } }]);
      assert.equal(await door.enter(user, { groupId: id, note: 'two' }), 'applied');
      assert.deepEqual(await door.application(id, user.id), { status: 'pending', inviterId: 0, ticketId: 0, note: 'two', handlerId: 0 });
      assert.equal((await door.toUser(owner.id)).length, 2);
    });

    it('an invitation that was granted names the inviter', async () => {
      const id = await door.group(1);
      await makeFriends(target, member.id, user.id);
      await door.enter(member, { groupId: id, userId: user.id });
      await door.decide(owner, id, { userId: user.id, type: 'agree' });
      const [notice] = await door.inGroup(id);
      assert.deepEqual(notice, {
        kind: 'group_joined',
        by: person(member),
        user: person(user),
        inviter: person(member),
        how: 'invitation',
      });
    });

    it('D10 is for the owner and the admins', async () => {
      const id = await door.group(1);
      await door.enter(user, { groupId: id });
      const other = await makeGroup(target, { owner: user, mode: 1 });
      for (const who of [member, user]) await refuses(door.decide(who, id, { userId: user.id, type: 'agree' }), 'group_forbidden');
      await refuses(door.decide(owner, other, { userId: user.id, type: 'agree' }), 'group_forbidden');
      await refuses(door.decide(owner, 2 ** 40, { userId: user.id, type: 'agree' }), 'group_forbidden');
      await setGroupStatus(target, id, GROUP_STATUS.banned);
      await refuses(door.decide(owner, id, { userId: user.id, type: 'agree' }), 'group_forbidden');
    });

    it('refuses what is no answer, what nobody asked, and what was answered', async () => {
      const id = await door.group(1);
      await refuses(door.decide(owner, id, { userId: user.id, type: 'agree' }), 'group_action_invalid');
      await door.enter(user, { groupId: id });
      for (const type of ['yes', 'AGREE', '__proto__', 'refuse'])
        await refuses(door.decide(owner, id, { userId: user.id, type }), 'group_action_invalid');
      await door.decide(owner, id, { userId: user.id, type: 'no' });
      await refuses(door.decide(owner, id, { userId: user.id, type: 'agree' }), 'group_action_invalid');
    });

    it('of who is gone can be refused only', async () => {
      const id = await door.group(1);
      await door.enter(user, { groupId: id });
      await setStatus(target, user.id, 0);
      await refuses(door.decide(owner, id, { userId: user.id, type: 'agree' }), 'group_applicant_unavailable');
      await refuses(door.decide(owner, id, { userId: 2 ** 40, type: 'no' }), 'group_applicant_unavailable');
      await door.decide(owner, id, { userId: user.id, type: 'no' });
      assert.equal((await door.application(id, user.id))?.status, 'refuse');
    });

    it('D35 of a full group leaves the application as it was', async () => {
      const id = await door.group(1);
      await door.enter(user, { groupId: id });
      for (const friend of await Promise.all(Array.from({ length: MOST - 2 }, () => createUser(target)))) {
        await makeFriends(target, owner.id, friend.id);
        await door.enter(owner, { groupId: id, userId: friend.id });
      }
      await refuses(door.decide(owner, id, { userId: user.id, type: 'agree' }), 'group_full');
      assert.deepEqual(await door.application(id, user.id), { status: 'pending', inviterId: 0, ticketId: 0, note: '', handlerId: 0 });
    });

    it('joining after the mode was opened answers the application that waits', async () => {
      const id = await door.group(1);
      await door.enter(user, { groupId: id });
      await target.app.sql.execute('UPDATE chat_group SET invite_confirm = 0 WHERE id = ?', [id]);
      assert.equal(await door.enter(user, { groupId: id }), 'joined');
      assert.equal((await door.application(id, user.id))?.status, 'agree');
      await refuses(door.decide(owner, id, { userId: user.id, type: 'no' }), 'group_action_invalid');
    });
  });
});
