import assert from 'node:assert/strict';
import { plainFrame, seal, unseal } from '../../../../app/messaging/delivery/envelope.ts';
import { parseClientId } from '../../../../app/messaging/journal/message-id.ts';
import { presentMessage } from '../../../../app/presenter/message.ts';
import { between } from '../../../../app/presenter/sides.ts';
import { user } from '../../../support/user.ts';

const nasty = 'x","message":{"id":1},"\u2028</script>\\"';
const stored = {
  conversationId: 12,
  seq: 3,
  senderId: 1,
  clientId: parseClientId('11111111-1111-4111-8111-111111111111'),
  type: 'text',
  data: nasty,
  options: '{"a":1}',
  createdAt: 1_763_640_000_000,
};
const message = presentMessage(stored, between(user(1, { nickname: nasty }), user(2)));

describe('envelopes', () => {
  const envelope = seal(stored, message);

  it('are the message frame of foyer.1', () => {
    assert.deepEqual(JSON.parse(envelope.frame), {
      op: 'message',
      conversation: 12,
      seq: 3,
      client_id: '11111111-1111-4111-8111-111111111111',
      message,
    });
  });

  it('come back from a mailbox as they went in', () => {
    assert.deepEqual(unseal(envelope.frame), envelope);
    assert.throws(() => unseal('{"op":"other"}'), TypeError);
  });

  it('become the singleChat frame of the plain protocol, whatever the text holds', () => {
    assert.deepEqual(JSON.parse(plainFrame(envelope, 7)), { type: 'singleChat', data: message, timestamp: 7 });
  });

  it('D29 hold no more of the two users than ids, names and avatars', () => {
    const expected =
      'chatType create_time data from_avatar from_id from_name id isremove options sendUUid to_avatar to_id to_name type'.split(' ');
    assert.deepEqual(Object.keys(message).toSorted(), expected);
  });
});
