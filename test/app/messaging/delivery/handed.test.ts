import assert from 'node:assert/strict';
import { HandedList } from '../../../../app/messaging/delivery/handed.ts';

const message = (seq: number) => ({ conversationId: 1, seq, place: seq, epoch: 'e' });
const run = (from: number, to: number, place = to) => ({ conversationId: 1, from, to, place, epoch: 'e' });

describe('HandedList', () => {
  it('gives each message to the first acknowledgement that covers it', () => {
    const handed = new HandedList();
    for (const seq of [1, 2, 3]) handed.add(message(seq));
    assert.deepEqual(handed.take(2), [run(1, 2)]);
    assert.deepEqual(handed.take(2), []);
    assert.deepEqual(handed.take(1), []);
    handed.add(message(4));
    assert.equal(handed.count, 4);
    assert.deepEqual(handed.take(4), [run(3, 4)]);
    assert.equal(handed.isEmpty, true);
  });

  it('D23 cuts an acknowledgement of what was never written', () => {
    const handed = new HandedList();
    handed.add(message(1));
    assert.deepEqual(handed.take(1_000_000), [run(1, 1)]);
    handed.add(message(2));
    assert.equal(handed.isEmpty, false);
    assert.deepEqual(handed.take(2), [run(2, 2)]);
  });

  it('keeps apart what does not follow: another conversation, a hole, another place or mailbox', () => {
    const handed = new HandedList();
    const written = [
      message(1),
      { ...message(2), conversationId: 2 },
      message(4),
      { ...message(5), place: 0 },
      { ...message(6), place: 0 },
    ];
    for (const each of [...written, { ...message(7), epoch: 'f' }]) handed.add(each);
    assert.deepEqual(handed.take(5), [run(1, 1), { ...run(2, 2), conversationId: 2 }, run(4, 4), run(5, 6, 0)]);
    assert.deepEqual(handed.take(6), [{ ...run(7, 7), epoch: 'f' }]);
  });

  it('covers whole neighbours and parts of them, by any count', () => {
    for (let count = 1; count <= 9; count += 1) {
      const handed = new HandedList();
      for (const seq of [1, 2, 3, 5, 6, 7, 9, 10, 11]) handed.add({ ...message(seq), place: seq <= 7 ? 0 : seq });
      const seqs = [...handed.take(count), ...handed.take(9)].flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, at) => from + at),
      );
      assert.deepEqual(seqs, [1, 2, 3, 5, 6, 7, 9, 10, 11], `after ${count}`);
      assert.equal(handed.isEmpty, true);
    }
  });
});
