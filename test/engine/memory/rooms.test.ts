import assert from 'node:assert/strict';
import { MemoryEngine } from '../../../engine/memory/engine.ts';

const text = 'x'.repeat(1000);

describe('in-process rooms', () => {
  it('D31 lose the rooms not touched for longest when their budget is used up, never their watchers', async () => {
    const { rooms, presence } = new MemoryEngine({ roomBudget: 100_000, warn: () => undefined });
    await presence.renew('n1');
    const [before] = await rooms.watch([1], 'n1');
    for (let room = 2; room <= 100; room += 1) await rooms.push(room, text);
    const pushed = await rooms.push(1, text);
    assert.notEqual(pushed.epoch, before?.epoch);
    assert.deepEqual(pushed.nodes, ['n1']);
  });

  it('D31 and mailboxes have a budget each', async () => {
    const { rooms, mailbox } = new MemoryEngine({ budget: 100_000, roomBudget: 100_000, warn: () => undefined });
    const letter = await mailbox.push(1, text);
    for (let room = 1; room <= 100; room += 1) await rooms.push(room, text);
    assert.deepEqual((await mailbox.read(1, letter.epoch, 0)).entries, [text]);
    const said = await rooms.push(1, text);
    for (let user = 2; user <= 100; user += 1) await mailbox.push(user, text);
    assert.deepEqual((await rooms.read(1, said.epoch, 0)).entries, [text]);
  });
});
