import assert from 'node:assert/strict';
import { GROUP_STATUS } from '../../../app/cache.ts';
import { decideJoin, JOIN_MODE, type Inviter, type JoinRequest } from '../../../app/policy/join.ts';

const JOINER = { isEnabled: true, isVisitor: false, isMember: false };
const VISITOR = { ...JOINER, isVisitor: true };
const FRIEND: Inviter = { isVisitor: false, isMember: true, isOwner: false, isFriend: true };
const OWNER: Inviter = { ...FRIEND, isOwner: true };

/** Anyone may find it. */
const group = (inviteConfirm: number, status: number = GROUP_STATUS.open) => ({ status, inviteConfirm, roomKey: 'a room' });
const decide = (over: Partial<JoinRequest>): string => {
  const decision = decideJoin({ group: group(0), joiner: JOINER, inviter: null, hasTicket: false, ticketRefusal: undefined, ...over });
  return decision.way === 'refuse' ? decision.code : decision.way;
};

describe('who may join a group', () => {
  const ways = [
    ['a user alone', { joiner: JOINER, inviter: null }, ['join', 'apply', 'join']],
    ['a visitor alone', { joiner: VISITOR, inviter: null }, ['join', 'apply', 'group_join_login']],
    ['a user brought by a member', { joiner: JOINER, inviter: FRIEND }, ['join', 'apply', 'join']],
    ['a visitor brought by a member', { joiner: VISITOR, inviter: FRIEND }, ['join', 'apply', 'group_join_login']],
    ['a user brought by the owner', { joiner: JOINER, inviter: OWNER }, ['join', 'join', 'join']],
    ['a visitor brought by the owner', { joiner: VISITOR, inviter: OWNER }, ['join', 'join', 'group_join_login']],
  ] as const;

  for (const [who, over, expected] of ways) {
    it(`D36 ${who}: ${expected.join(', ')} in the modes 0, 1, 2`, () => {
      const modes = [JOIN_MODE.free, JOIN_MODE.approval, JOIN_MODE.login];
      assert.deepEqual(
        modes.map((mode) => decide({ ...over, group: group(mode) })),
        expected,
      );
    });
  }

  it('G05 whoever only knows the number of a group that not everybody may find asks, and no more', () => {
    const unlisted = (mode: number) => ({ ...group(mode), roomKey: null });
    const all = (over: Partial<JoinRequest>): string[] => [0, 1, 2].map((mode) => decide({ ...over, group: unlisted(mode) }));
    assert.deepEqual(all({}), ['apply', 'apply', 'apply']);
    assert.deepEqual(all({ joiner: VISITOR }), ['apply', 'apply', 'group_join_login']);
    assert.deepEqual(all({ hasTicket: true }), ['join', 'apply', 'join']);
    assert.deepEqual(all({ inviter: FRIEND }), ['join', 'apply', 'join']);
    assert.deepEqual(all({ inviter: OWNER }), ['join', 'join', 'join']);
  });

  it('asks first whether the group is there and open', () => {
    for (const closed of [undefined, group(0, GROUP_STATUS.banned), group(0, GROUP_STATUS.dissolved)]) {
      const worst = { joiner: { isEnabled: false, isVisitor: true, isMember: true }, ticketRefusal: 'ticket_invalid' } as const;
      assert.equal(decide({ ...worst, group: closed, inviter: { ...FRIEND, isMember: false } }), 'group_join_closed');
    }
  });

  it('D36 lets nobody bring others but members their friends, and visitors never', () => {
    for (const mode of [0, 1, 2]) {
      assert.equal(decide({ group: group(mode), inviter: { ...FRIEND, isMember: false } }), 'group_invite_forbidden');
      assert.equal(decide({ group: group(mode), inviter: { ...FRIEND, isFriend: false } }), 'group_invite_forbidden');
      assert.equal(decide({ group: group(mode), inviter: { ...OWNER, isFriend: false } }), 'group_invite_forbidden');
      assert.equal(decide({ group: group(mode), inviter: { ...FRIEND, isVisitor: true } }), 'visitor_refused');
    }
  });

  it('D10 tells an outsider nothing of who is a member, and a member of who is no friend', () => {
    const member = { ...JOINER, isMember: true };
    assert.equal(decide({ joiner: member, inviter: { ...FRIEND, isMember: false } }), 'group_invite_forbidden');
    assert.equal(decide({ joiner: { ...JOINER, isEnabled: false }, inviter: { ...FRIEND, isMember: false } }), 'group_invite_forbidden');
    assert.equal(decide({ joiner: member, inviter: { ...FRIEND, isFriend: false } }), 'group_member_exists');
  });

  it('refuses who is gone or in already, before it looks at the code', () => {
    assert.equal(decide({ joiner: { ...JOINER, isEnabled: false, isMember: true } }), 'group_joiner_unavailable');
    assert.equal(decide({ joiner: { ...JOINER, isMember: true }, ticketRefusal: 'ticket_invalid' }), 'group_member_exists');
  });

  it('D38 a bad code opens nothing, whatever the mode', () => {
    for (const mode of [0, 1, 2]) assert.equal(decide({ group: group(mode), ticketRefusal: 'ticket_invalid' }), 'ticket_invalid');
  });
});
