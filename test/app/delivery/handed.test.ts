import assert from 'node:assert/strict';
import { Handed } from '../../../app/delivery/handed.ts';

const message = (seq: number) => ({ conversationId: 1, seq, place: seq, epoch: 'e' });

describe('Handed', () => {
  it('gives each message to the first acknowledgement that covers it', () => {
    const handed = new Handed();
    for (const seq of [1, 2, 3]) handed.add(message(seq));
    assert.deepEqual(
      handed.take(2).map(({ seq }) => seq),
      [1, 2],
    );
    assert.deepEqual(handed.take(2), []);
    assert.deepEqual(handed.take(1), []);
    handed.add(message(4));
    assert.equal(handed.count, 4);
    assert.deepEqual(
      handed.take(4).map(({ seq }) => seq),
      [3, 4],
    );
  });

  it('D23 cuts an acknowledgement of what was never written', () => {
    const handed = new Handed();
    handed.add(message(1));
    assert.equal(handed.take(1_000_000).length, 1);
    handed.add(message(2));
    assert.equal(handed.isEmpty, false);
    assert.deepEqual(
      handed.take(2).map(({ seq }) => seq),
      [2],
    );
  });
});
