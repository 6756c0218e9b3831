import assert from 'node:assert/strict';
import { GROUP_ROLE, GROUP_STATUS } from '../../../app/cache.ts';
import { refuseAct, standsAbove, type GroupAct } from '../../../app/policy/group-right.ts';

const { member, admin, owner } = GROUP_ROLE;
const OUTSIDE = undefined;

/** Per act: what a closed group says, and what the owner, an admin, a member and a stranger are told. */
const TABLE: Readonly<Record<GroupAct, readonly (string | undefined)[]>> = {
  rename: ['group_not_found', undefined, 'group_name_owner', 'group_name_owner', 'group_name_owner'],
  announce: ['group_not_found', undefined, 'group_remark_owner', 'group_remark_owner', 'group_remark_owner'],
  setMode: ['group_forbidden', undefined, 'group_forbidden', 'group_forbidden', 'group_forbidden'],
  setAvatar: ['group_not_found', undefined, 'group_owner_only', 'group_owner_only', 'group_owner_only'],
  remove: ['group_not_found', undefined, 'group_owner_only', 'group_owner_only', 'group_owner_only'],
  appoint: ['group_not_found', undefined, 'group_owner_only', 'group_owner_only', 'group_owner_only'],
  transfer: ['group_not_found', undefined, 'group_owner_only', 'group_owner_only', 'group_owner_only'],
  mute: ['group_forbidden', undefined, undefined, 'group_forbidden', 'group_forbidden'],
  muteAll: ['group_forbidden', undefined, undefined, 'group_forbidden', 'group_forbidden'],
  listBans: ['group_forbidden', undefined, undefined, 'group_forbidden', 'group_forbidden'],
  liftBan: ['group_forbidden', undefined, undefined, 'group_forbidden', 'group_forbidden'],
};

describe('rights in a group', () => {
  for (const [act, [closed, ...expected]] of Object.entries(TABLE) as [GroupAct, readonly string[]][]) {
    it(`D10 ${act} is for whom it is for`, () => {
      const told = [owner, admin, member, OUTSIDE].map((role) => refuseAct(act, GROUP_STATUS.open, role));
      assert.deepEqual(told, expected);
      for (const status of [GROUP_STATUS.banned, GROUP_STATUS.dissolved, undefined]) assert.equal(refuseAct(act, status, owner), closed);
    });
  }

  it('reach downwards only', () => {
    const reached = [owner, admin, member].map((role) => [owner, admin, member].filter((other) => standsAbove(role, other)));
    assert.deepEqual(reached, [[admin, member], [member], []]);
  });
});
