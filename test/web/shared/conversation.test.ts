import assert from 'node:assert/strict';
import type { ConversationRow } from '../../../protocol/index.ts';
import { Conversation } from '../../../web/shared/conversation.ts';
import { line } from '../support/lines.ts';
import { BARE_ROW } from '../support/bare-row.ts';
import { someone } from '../support/world.ts';

function make(): Conversation {
  return new Conversation({ kind: 'single', peerId: 2, limits: { lines: 100, hole: 50 }, echoes: () => [] });
}

function row(change: Partial<ConversationRow>): ConversationRow {
  const base = { ...BARE_ROW, peer: someone(2, 'bob') };
  return { ...base, ...change };
}

describe('web/shared/conversation', () => {
  it('counts others’ messages once, not one’s own, recalled ones or notices', () => {
    const conversation = make();
    assert.equal(conversation.take(line(1)), true);
    assert.equal(conversation.take(line(1)), false);
    conversation.take(line(2, { from_id: 1, to_id: 2 }));
    conversation.take(line(3, { isremove: 1 }));
    conversation.take(line(4, { type: 'systemNotice' }));
    conversation.take(line(5));
    assert.equal(conversation.unread, 2);
    assert.equal(conversation.last?.seq, 5);
    assert.equal(conversation.time, 1005);
  });

  it('knows duplicates also while it is closed and keeps no lines then', () => {
    const conversation = make();
    conversation.take(line(1));
    assert.deepEqual(conversation.lines, []);
    conversation.open();
    conversation.take(line(2));
    assert.equal(conversation.lines.length, 1);
    conversation.close();
    assert.deepEqual(conversation.lines, []);
    assert.equal(conversation.take(line(2)), false);
  });

  it('G53 shows a group as it was told last, whoever wrote last', () => {
    const conversation = new Conversation({ kind: 'group', peerId: 8, limits: { lines: 100, hole: 50 }, echoes: () => [] });
    const told = { id: 8, name: 'Tea', avatar: 'old', remark: '', user_id: 2, invite_confirm: 0 } as const;
    const listed = { ...told, count: 2, role: 0, muted: false, muted_until: 0, status: 1 } as const;
    const of = (seq: number, avatar: string | null): void =>
      void conversation.take(line(seq, { chatType: 'group', to_id: 8, ...(avatar !== null && { group: { ...told, avatar } }) }));
    conversation.applyRow(row({ chat_type: 'group', peer: null, group: listed, last_seq: 0 }), null);
    const seen: string[] = [];
    for (const [seq, avatar] of [
      [1, 'new'],
      [2, null],
      [3, 'new'],
      [4, null],
    ] as const) {
      of(seq, avatar);
      seen.push(conversation.face.avatar);
    }
    assert.deepEqual(seen, ['new', 'new', 'new', 'new']);
    conversation.applyRow(row({ chat_type: 'group', peer: null, group: { ...listed, avatar: 'newest' }, last_seq: 4 }), line(4));
    of(4, 'new');
    assert.deepEqual([conversation.face.avatar, conversation.group?.avatar], ['newest', 'newest']);
  });

  it('takes a row’s word when the count went down elsewhere', () => {
    const conversation = make();
    for (let seq = 1; seq <= 3; seq++) conversation.take(line(seq));
    conversation.applyRow(row({ last_seq: 3, read_seq: 2, unread: 1 }), line(3));
    assert.deepEqual([conversation.unread, conversation.readSeq], [1, 2]);
  });

  it('shows the later word on its last line', () => {
    const conversation = make();
    conversation.take(line(3));
    conversation.applyRow(row({ last_seq: 3 }), line(3, { isremove: 1 }));
    assert.equal(conversation.last?.message.isremove, 1);
  });

  it('does not count what was read before it came', () => {
    const conversation = make();
    conversation.reach(2);
    assert.equal(conversation.read(2), true);
    conversation.take(line(2));
    assert.equal(conversation.unread, 0);
  });

  it('knows how far it reaches when it is opened', () => {
    const conversation = make();
    conversation.take(line(5));
    conversation.open();
    assert.deepEqual(conversation.timeline.missing(), { head: 5 });
  });

  it('learns from a page of history how far it reaches and what is last', () => {
    const conversation = make();
    conversation.open();
    const { timeline } = conversation;
    conversation.takePage(timeline, { head: 0 }, { lines: [line(1), line(2)], more: false });
    assert.deepEqual([conversation.lastSeq, conversation.last?.seq, conversation.unread, conversation.lines.length], [2, 2, 0, 2]);
    conversation.takePage(timeline, { before: 1, head: 2 }, { lines: [], more: false });
    assert.equal(conversation.lastSeq, 2);
  });

  it('stops counting at 100, which means more than 99', () => {
    const conversation = make();
    for (let seq = 1; seq <= 150; seq++) conversation.take(line(seq));
    assert.equal(conversation.unread, 100);
  });

  it('does not count twice what a row has counted', () => {
    const conversation = make();
    conversation.applyRow(row({ last_seq: 5, unread: 5 }), line(5));
    for (let seq = 1; seq <= 6; seq++) conversation.take(line(seq));
    assert.equal(conversation.unread, 6);
    conversation.applyRow(row({ last_seq: 6, unread: 6 }), line(6));
    assert.equal(conversation.unread, 6);
  });

  it('keeps what it knows better than an older row', () => {
    const conversation = make();
    for (let seq = 1; seq <= 4; seq++) conversation.take(line(seq));
    conversation.read(4);
    conversation.take(line(5));
    conversation.applyRow(row({ last_seq: 3, unread: 3, last: null }), line(3));
    assert.equal(conversation.unread, 1);
    assert.equal(conversation.last?.seq, 5);
    conversation.applyRow(row({ last_seq: 5, unread: 5 }), line(5));
    assert.equal(conversation.unread, 1);
    assert.equal(conversation.readSeq, 4);
  });

  it('M22 an older row still tells what was read elsewhere', () => {
    const conversation = make();
    for (let seq = 2; seq <= 4; seq++) conversation.take(line(seq));
    assert.equal(conversation.unread, 3);
    conversation.applyRow(row({ last_seq: 3, read_seq: 3, unread: 0 }), line(3));
    assert.equal(conversation.unread, 1);
  });

  it('M22 reading to the end clears the count, never moves back, and must be told', () => {
    const conversation = make();
    for (let seq = 1; seq <= 4; seq++) conversation.take(line(seq));
    assert.equal(conversation.read(2), false);
    assert.equal(conversation.read(4), true);
    assert.equal(conversation.unread, 0);
    conversation.read(1);
    assert.equal(conversation.readSeq, 4);
    assert.equal(conversation.hasUntoldRead, true);
    conversation.cursors.tell(3);
    conversation.cursors.tell(2);
    assert.equal(conversation.hasUntoldRead, true);
    conversation.applyRow(row({ last_seq: 4, read_seq: 4 }), null);
    assert.equal(conversation.hasUntoldRead, false);
    conversation.take(line(5));
    conversation.read(5);
    conversation.cursors.tell(5);
    assert.equal(conversation.hasUntoldRead, false);
  });

  it('takes a row’s peer, number and the other side’s cursor', () => {
    const conversation = make();
    conversation.applyRow(row({ last_seq: 3, peer_read_seq: 2, time: 9 }), null);
    conversation.cursors.peerRead(1);
    assert.deepEqual([conversation.id, conversation.peer?.nickname, conversation.peerReadSeq, conversation.time], [11, 'bob', 2, 9]);
  });

  it('G72 a row that was on its way when a call was taken back does not call again', () => {
    const conversation = make();
    conversation.take(line(4));
    const notice = { kind: 'recalled', seq: 4, id: 'id-4', by: { id: 2, name: 'bob', avatar: '' } };
    conversation.take(line(5, { type: 'systemNotice', isremove: 1, actionType: 'revoke', options: { notice } }));
    conversation.applyRow(row({ last_seq: 5, mention_seq: 4 }), null);
    assert.deepEqual([conversation.isMentioned, conversation.mentionSeq], [false, 0]);
  });
});
