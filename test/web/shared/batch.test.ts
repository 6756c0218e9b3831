import assert from 'node:assert/strict';
import { Batch } from '../../../web/shared/batch.ts';
import { settle } from '../support/clock.ts';

describe('web/shared/batch', () => {
  const setup = (limit = 1000) => {
    const written: string[] = [];
    return { written, batch: new Batch((text) => written.push(text), limit) };
  };

  it('writes the frames of a turn together, those of the next apart', async () => {
    const { written, batch } = setup();
    batch.push({ op: 'ping' });
    batch.push({ op: 'ack', n: 1 });
    assert.deepEqual(written, []);
    await settle();
    batch.push({ op: 'ack', n: 2 });
    batch.flush();
    await settle();
    assert.deepEqual(written, ['[{"op":"ping"},{"op":"ack","n":1}]', '{"op":"ack","n":2}']);
  });

  it('keeps to the limit, also to a new one', () => {
    const { written, batch } = setup(20);
    for (const limit of [20, 1000]) {
      batch.setLimit(limit);
      batch.push({ op: 'ping' });
      batch.push({ op: 'ping' });
      batch.flush();
    }
    assert.deepEqual(written, ['{"op":"ping"}', '{"op":"ping"}', '[{"op":"ping"},{"op":"ping"}]']);
    const small = setup(20);
    small.batch.push({ op: 'ping' });
    small.batch.push({ op: 'ping' });
    small.batch.flush();
    assert.equal(small.written.length, 2);
  });
});
