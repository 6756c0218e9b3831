import assert from 'node:assert/strict';
import { noticeOf } from '../../../web/shared/notice.ts';
import { Conversation } from '../../../web/shared/conversation.ts';
import { line } from '../support/lines.ts';

const by = { id: 2, name: 'bob', avatar: '' };

describe('web/shared/recalls', () => {
  it('reads the facts that the server tells, and nothing else', () => {
    const notice = { kind: 'friends' } as const;
    assert.deepEqual(noticeOf({ options: { notice } }), notice);
    for (const options of [null, {}, { notice: null }, { notice: 'x' }, { notice: {} }, { notice: { kind: 'recalled' } }])
      assert.equal(noticeOf({ options }), null);
  });

  it('M33 keeps a bounded number of lines, with tombstones among them, and no hole', () => {
    const conversation = new Conversation({ kind: 'single', peerId: 2, limits: { lines: 50, hole: 50 }, echoes: () => [] });
    conversation.open();
    conversation.takePage(conversation.timeline, { head: 0 }, { lines: [], more: false });
    for (let seq = 1; seq <= 5000; seq += 2) {
      const notice = { kind: 'recalled', seq, id: `id-${seq}`, by };
      conversation.take(line(seq));
      conversation.take(line(seq + 1, { type: 'systemNotice', isremove: 1, options: { notice } }));
    }
    assert.equal(conversation.lines.length, 50);
    assert.ok(conversation.lines.every(({ kind }) => kind === 'recalled'));
    assert.deepEqual([conversation.timeline.missing(), conversation.timeline.hasOlder, conversation.unread], [null, true, 0]);
  });
});
