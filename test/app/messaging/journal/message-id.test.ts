import assert from 'node:assert/strict';
import { validate, version } from 'uuid';
import { formatClientId, messageId, parseClientId, placeOf } from '../../../../app/messaging/journal/message-id.ts';

const PLACES = [
  { conversationId: 1, seq: 1, createdAt: 1_763_640_000_000 },
  { conversationId: 2 ** 38 - 1, seq: 2 ** 36 - 1, createdAt: 2 ** 47 },
  { conversationId: 2 ** 31, seq: 1_000_000, createdAt: 1 },
];

describe('message ids', () => {
  it('are UUIDv7s that name their place', () => {
    for (const place of PLACES) {
      const id = messageId(place);
      assert.ok(validate(id), id);
      assert.equal(version(id), 7);
      assert.deepEqual(placeOf(id), place);
      assert.deepEqual(placeOf(id.toUpperCase()), place);
    }
  });

  it('sort by time, and within a conversation by seq', () => {
    const at = { conversationId: 7, createdAt: 1_763_640_000_000 };
    const ids = [messageId({ ...at, seq: 2 }), messageId({ ...at, seq: 10 }), messageId({ ...at, seq: 3, createdAt: at.createdAt + 1 })];
    assert.deepEqual(ids.toSorted(), ids);
  });

  it('of strangers lead to some place, never to an exception', () => {
    assert.equal(typeof placeOf('ffffffff-ffff-ffff-ffff-ffffffffffff').seq, 'number');
  });

  it('keep client ids as 16 bytes, of any version', () => {
    for (const id of [
      '11111111-2222-4333-8444-555555555555',
      '00000000-0000-0000-0000-000000000001',
      '07070707-0707-0707-0707-070707070707',
    ]) {
      assert.equal(parseClientId(id).length, 16);
      assert.equal(formatClientId(parseClientId(id)), id);
    }
  });
});
