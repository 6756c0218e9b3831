import assert from 'node:assert/strict';
import type { ListedApplication } from '../../../app/group/application.ts';
import { howJoined, presentApplication } from '../../../app/presenter/join.ts';
import { presentPeer } from '../../../app/presenter/message.ts';
import { user } from '../../support/user.ts';

const ROW: ListedApplication = {
  id: 5,
  groupId: 17,
  userId: 1,
  inviterId: 2,
  ticketId: 0,
  note: '你好',
  status: 'pending',
  handlerId: 3,
  createdAt: 1000,
  updatedAt: 2000,
  groupName: '群',
  groupAvatar: '/g.png',
  roomKey: null,
};

describe('an application to join, as it is shown', () => {
  it('names its group and its people as others see them, and nothing else', () => {
    const [applicant, inviter] = [user(1), user(2)];
    assert.deepEqual(presentApplication(ROW, { user: applicant, inviter }), {
      id: 5,
      group: { id: 17, name: '群', avatar: '/g.png' },
      user: presentPeer(applicant),
      inviter: presentPeer(inviter),
      how: 'invitation',
      note: '你好',
      status: 'pending',
      create_time: 1000,
      update_time: 2000,
    });
    assert.equal(presentApplication(ROW, { user: applicant, inviter: null }).inviter, null);
  });

  it('says how somebody comes', () => {
    assert.equal(howJoined({ inviterId: 0, ticketId: 0 }), 'self');
    assert.equal(howJoined({ inviterId: 2, ticketId: 0 }), 'invitation');
    assert.equal(howJoined({ inviterId: 2, ticketId: 9 }), 'code');
  });
});
