import assert from 'node:assert/strict';
import { presentRoom } from '../../../app/presenter/room.ts';

describe('a room, as lists show it', () => {
  it('counts its members and names none of them', () => {
    const row = { id: 17, name: '聊天室', avatar: '', inviteConfirm: 2, memberCount: 3, lastAt: 5000, joined: 1 };
    const shown = { id: 17, name: '聊天室', avatar: '/avatar/group-17.svg', count: 3, invite_confirm: 2, last_time: 5000, joined: true };
    assert.deepEqual(presentRoom(row), shown);
    assert.equal(presentRoom({ ...row, joined: 0 }).joined, false);
  });
});
