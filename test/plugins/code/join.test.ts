import assert from 'node:assert/strict';
import { GROUP_STATUS } from '../../../app/cache.ts';
import { Door, person, refuses, winners } from '../../support/door.ts';
import { createUser, makeFriends, type TestUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { dropMember, servicesOf, setGroupStatus } from '../../support/ticket.ts';

const MOST = 6;

describeStores('join service, by codes and at once,', (store) => {
  const target = store.serve({ config: { group: { members: MOST } } });
  const door = Door.anew(target);
  /** The text of a ticket to a group. */
  const ticketOf = async (groupId: number, maker: TestUser, maxUses = 0): Promise<string> => {
    const terms = { maxUses, lifetime: 86_400_000 };
    return (await servicesOf(target).ticket.create({ kind: 'group', targetId: groupId }, maker.id, terms)).text;
  };
  const { owner, member, user, visitor } = door;

  describe('D38 coming by a code', () => {
    const usesOf = async (groupId: number): Promise<number> => {
      const [row] = await target.app.sql.query<{ uses: number }>('SELECT SUM(uses) AS uses FROM ticket WHERE target_id = ?', [groupId]);
      return Number(row?.uses);
    };

    it('counts one use, and the notice names whoever made it', async () => {
      const id = await door.group(0);
      const ticket = await ticketOf(id, member);
      assert.equal(await door.enter(user, { groupId: id, ticket }), 'joined');
      assert.equal(await usesOf(id), 1);
      assert.deepEqual(await door.inGroup(id), [
        { kind: 'group_joined', by: person(user), user: person(user), inviter: person(member), how: 'code' },
      ]);
    });

    it('D36 of the owner or an admin does not replace the approval', async () => {
      const admin = await createUser(target);
      const id = await door.group(1, [admin]);
      assert.equal(await door.enter(user, { groupId: id, ticket: await ticketOf(id, owner) }), 'applied');
      assert.equal(await door.enter(visitor, { groupId: id, ticket: await ticketOf(id, admin) }), 'applied');
      assert.equal((await door.application(id, user.id))?.inviterId, owner.id);
      assert.notEqual((await door.application(id, user.id))?.ticketId, 0);
      assert.equal(await usesOf(id), 2);
    });

    it('mode 2 holds for it', async () => {
      const id = await door.group(2);
      await refuses(door.enter(visitor, { groupId: id, ticket: await ticketOf(id, owner) }), 'group_join_login');
      assert.equal(await usesOf(id), 0);
    });

    it('that is wrong, of another group, revoked or full opens nothing, and each says so', async () => {
      const [id, other] = [await door.group(0), await door.group(0)];
      await refuses(door.enter(user, { groupId: id, ticket: 'nonsense' }), 'ticket_invalid');
      await refuses(door.enter(user, { groupId: id, ticket: await ticketOf(other, member) }), 'ticket_invalid');
      const revoked = await ticketOf(id, member);
      await servicesOf(target).ticket.rotateAll({ kind: 'group', targetId: id }, owner.id);
      await refuses(door.enter(user, { groupId: id, ticket: revoked }), 'ticket_revoked');
      const once = await ticketOf(id, member, 1);
      assert.equal(await door.enter(user, { groupId: id, ticket: once }), 'joined');
      await refuses(door.enter(visitor, { groupId: id, ticket: once }), 'ticket_full');
    });

    it('says of a closed group and of a member what holds, whatever the code', async () => {
      const id = await door.group(0);
      await refuses(door.enter(member, { groupId: id, ticket: 'nonsense' }), 'group_member_exists');
      const ticket = await ticketOf(id, member);
      await setGroupStatus(target, id, GROUP_STATUS.banned);
      await refuses(door.enter(user, { groupId: id, ticket }), 'group_join_closed');
    });

    it('with a limit lets in as many as that, of many at once', async () => {
      const id = await door.group(0);
      const ticket = await ticketOf(id, member, 2);
      const people = await Promise.all(Array.from({ length: 4 }, () => createUser(target)));
      assert.equal(
        await winners(
          people.map((who) => door.enter(who, { groupId: id, ticket })),
          'ticket_full',
        ),
        2,
      );
      assert.equal((await door.members(id)).length, 4);
      assert.equal(await usesOf(id), 2);
    });

    it('goes with the membership of whoever made it', async () => {
      const id = await door.group(0);
      const ticket = await ticketOf(id, member);
      await dropMember(target, id, member.id);
      await refuses(door.enter(user, { groupId: id, ticket }), 'ticket_revoked');
    });
  });

  describe('D34 at once', () => {
    it('50 joins of one user make one member and one notice', async () => {
      const id = await door.group(0);
      assert.equal(
        await winners(
          Array.from({ length: 50 }, () => door.enter(user, { groupId: id })),
          'group_member_exists',
        ),
        1,
      );
      assert.equal((await door.members(id)).filter((one) => one === user.id).length, 1);
      assert.equal((await door.inGroup(id)).length, 1);
    });

    it('50 applications of one user make one row and one notice', async () => {
      const id = await door.group(1);
      assert.equal(
        await winners(
          Array.from({ length: 50 }, () => door.enter(user, { groupId: id })),
          'group_join_pending',
        ),
        1,
      );
      assert.equal((await door.application(id, user.id))?.status, 'pending');
      assert.equal((await door.toUser(owner.id)).length, 1);
    });

    it('no more come in than the group may hold', async () => {
      const id = await door.group(0);
      const people = await Promise.all(Array.from({ length: MOST }, () => createUser(target)));
      assert.equal(
        await winners(
          people.map((who) => door.enter(who, { groupId: id })),
          'group_full',
        ),
        MOST - 2,
      );
      assert.equal((await door.members(id)).length, MOST);
    });

    it('D35 50 answers to one application: one decides', async () => {
      const id = await door.group(1);
      await door.enter(user, { groupId: id });
      const answers = Array.from({ length: 50 }, (_, at) =>
        door.decide(owner, id, { userId: user.id, type: at % 2 === 0 ? 'agree' : 'no' }),
      );
      assert.equal(await winners(answers, 'group_action_invalid'), 1);
      const isIn = (await door.members(id)).includes(user.id);
      assert.equal((await door.application(id, user.id))?.status, isIn ? 'agree' : 'refuse');
      assert.deepEqual([(await door.inGroup(id)).length, (await door.toUser(user.id)).length], isIn ? [1, 0] : [0, 1]);
    });

    it("an answer and the owner's invitation make one member", async () => {
      const id = await door.group(1);
      await makeFriends(target, owner.id, user.id);
      await door.enter(user, { groupId: id });
      const both = [door.decide(owner, id, { userId: user.id, type: 'agree' }), door.enter(owner, { groupId: id, userId: user.id })];
      const results = await Promise.allSettled(both);
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      assert.equal((await door.members(id)).filter((one) => one === user.id).length, 1);
      assert.equal((await door.application(id, user.id))?.status, 'agree');
    });
  });
});
