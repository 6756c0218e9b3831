import assert from 'node:assert/strict';
import { Conversations } from '../../../web/shared/conversations.ts';
import { entry, line } from '../support/lines.ts';
import { BARE_ROW } from '../support/bare-row.ts';
import { someone } from '../support/world.ts';

const make = (): Conversations => new Conversations({ limits: { lines: 100, hole: 50 }, echoes: () => [], unsent: () => [] });

describe('web/shared/conversations', () => {
  it('finds the one that was opened by its other side when its number comes', () => {
    const conversations = make();
    const opened = conversations.with('single', 2);
    assert.equal(conversations.ofMessage(11, entry(1).message, 1), opened);
    assert.equal(opened.id, 11);
    assert.equal(conversations.byId(11), opened);
    assert.equal(conversations.with('single', 2), opened);
  });

  it('takes a row to where its number or its other side is known, and no number for none', () => {
    const conversations = make();
    const opened = conversations.with('single', 2);
    conversations.identify(opened, 0);
    assert.equal(conversations.byId(0), undefined);
    const row = { ...BARE_ROW, peer: someone(2, 'bob') };
    assert.equal(conversations.ofRow(row), opened);
    assert.equal(conversations.byId(11), opened);
    assert.equal(conversations.ofRow({ ...row, peer: someone(0, '') }), opened);
    assert.equal(conversations.ofMessage(11, entry(1, { from_id: 0 }).message, 1), opened);
  });

  it('puts one’s own message where its receiver is, a group’s into the group, a notice to the system', () => {
    const conversations = make();
    const peer = (id: number, message: object): unknown[] => {
      const { chatType, peerId } = conversations.ofMessage(id, { ...entry(1).message, ...message }, 1);
      return [chatType, peerId];
    };
    assert.deepEqual(peer(11, { from_id: 1, to_id: 5 }), ['single', 5]);
    assert.deepEqual(peer(12, { chatType: 'group', from_id: 5, to_id: 8 }), ['group', 8]);
    assert.deepEqual(peer(13, { from_id: 'redirect-applyFriend-5' }), ['single', 0]);
  });

  it('U10 keeps conversations of kinds of units apart, by their numbers, and from those of two', () => {
    const conversations = make();
    const heard = conversations.ofMessage(21, { ...entry(1).message, chatType: 'circle', from_id: 2, to_id: 21 }, 1);
    assert.deepEqual([heard.kind, heard.peerId, heard.chatType], ['circle', 21, 'circle']);
    assert.equal(conversations.ofRow({ ...BARE_ROW, conversation: 21, chat_type: 'circle', peer: null, group: null }), heard);
    const other = conversations.ofRow({ ...BARE_ROW, conversation: 22, chat_type: 'circle', peer: null, group: null });
    assert.notEqual(other, heard);
    assert.notEqual(conversations.with('single', 2), heard);
    assert.equal(conversations.ofRow({ ...BARE_ROW, conversation: 23, chat_type: 'system', peer: null, group: null }).peerId, 0);
  });

  it('lists those with messages, the newest first, and sums what is unread', () => {
    const conversations = make();
    conversations.with('single', 9);
    conversations.with('single', 2).take(line(1));
    conversations.with('single', 3).take(line(1, { create_time: 5000 }));
    for (let seq = 1; seq <= 99; seq++) conversations.with('single', 4).take(line(seq));
    assert.deepEqual(
      conversations.listed.map(({ peerId }) => peerId),
      [3, 4, 2],
    );
    assert.equal(conversations.unread, 100);
  });

  it('G50 lists those with messages that wait, too, by when they were written', () => {
    const unsent = () =>
      [
        { chatType: 'single', to: 2, time: 9000 },
        { chatType: 'single', to: 7, time: 4000 },
      ] as const;
    const conversations = new Conversations({ limits: { lines: 100, hole: 50 }, echoes: () => [], unsent });
    conversations.with('single', 2).take(line(1));
    conversations.with('single', 3).take(line(1, { create_time: 5000 }));
    assert.deepEqual(
      conversations.listed.map(({ peerId }) => peerId),
      [2, 3, 7],
    );
  });
});
