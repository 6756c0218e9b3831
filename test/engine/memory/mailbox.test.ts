import assert from 'node:assert/strict';
import { MemoryMailbox } from '../../../engine/memory/mailbox.ts';

const nodes = (): readonly string[] => [];

describe('in-process mailbox', () => {
  it('D31 drops the users not touched for longest when the budget is used up, in a new epoch', async () => {
    const mailbox = new MemoryMailbox({ cap: 2000, budget: 100_000, nodes });
    const first = await mailbox.push(1, 'x'.repeat(1000));
    const second = await mailbox.push(2, 'x'.repeat(1000));
    for (let user = 3; user <= 50; user += 1) {
      await mailbox.push(user, 'x'.repeat(1000));
      await mailbox.position(1);
    }
    assert.equal(mailbox.peek(2).epoch, '');
    assert.deepEqual((await mailbox.read(1, first.epoch, 0)).entries, ['x'.repeat(1000)]);
    assert.equal((await mailbox.read(2, second.epoch, 0)).entries, undefined);
    assert.notEqual((await mailbox.push(2, 'y')).epoch, second.epoch);
  });

  it('D31 keeps a single user within the budget by dropping his oldest entries', async () => {
    const mailbox = new MemoryMailbox({ cap: 2000, budget: 100_000, nodes });
    for (let number = 1; number <= 200; number += 1) await mailbox.push(1, `${number}`.padEnd(1000));
    const { epoch, last } = await mailbox.position(1);
    assert.equal(last, 200);
    assert.equal((await mailbox.read(1, epoch, 100)).entries, undefined);
    assert.equal((await mailbox.read(1, epoch, 160)).entries?.length, 40);
  });

  it('gives the memory of what was trimmed back', async () => {
    const mailbox = new MemoryMailbox({ cap: 2000, budget: 100_000, nodes });
    const { epoch } = await mailbox.position(1);
    const other = await mailbox.push(2, 'kept');
    for (let number = 1; number <= 1000; number += 1) {
      await mailbox.push(1, 'x'.repeat(1000));
      await mailbox.trim(1, epoch, number);
    }
    assert.deepEqual((await mailbox.read(2, other.epoch, 0)).entries, ['kept']);
    assert.deepEqual(await mailbox.position(1), { epoch, last: 1000 });
  });

  it('peek makes no mailbox', async () => {
    const mailbox = new MemoryMailbox({ cap: 2000, budget: 100_000, nodes });
    assert.deepEqual(mailbox.peek(1), { epoch: '', last: 0 });
    const { epoch } = await mailbox.position(1);
    assert.equal(mailbox.peek(1).epoch, epoch);
  });
});
