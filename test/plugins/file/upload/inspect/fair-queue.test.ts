import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FairQueue } from '../../../../../plugins/file/upload/inspect/fair-queue.ts';

describe('upload/inspect/fair-queue', () => {
  it('G04 lets the parties take turns, whoever brought more', () => {
    const queue = new FairQueue<string>();
    for (const task of ['a1', 'a2', 'a3', 'a4']) queue.add('1', task);
    queue.add('2', 'b1');
    queue.add('3', 'c1');
    queue.add('2', 'b2');
    const order = Array.from({ length: queue.size }, () => queue.take());
    assert.deepEqual(order, ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
    assert.deepEqual([queue.size, queue.take()], [0, undefined]);
  });

  it('G04 gives up the newest of who has the most, for who has less', () => {
    const queue = new FairQueue<string>();
    for (const task of ['a1', 'a2', 'a3']) queue.add('1', task);
    queue.add('2', 'b1');
    assert.equal(queue.giveUp('1'), undefined, 'for oneself nobody makes room');
    const given = ['2', '2', '3', '3'].map((party) => queue.giveUp(party));
    assert.deepEqual([given, queue.size], [['a3', undefined, 'a2', undefined], 2]);
  });

  it('forgets what waits no more, once', () => {
    const queue = new FairQueue<string>();
    queue.add('1', 'a1');
    queue.add('1', 'a2');
    assert.deepEqual([queue.remove('1', 'a1'), queue.remove('1', 'a1'), queue.remove('2', 'a2')], [true, false, false]);
    assert.deepEqual([queue.take(), queue.size], ['a2', 0]);
  });
});
