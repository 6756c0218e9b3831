import assert from 'node:assert/strict';
import type { Open } from './open.ts';

const ANN = 42;
const BEN = 43;

/** What every mailbox keeps to. */
export function mailboxContract(open: Open): void {
  describe('numbers', () => {
    it('entries from 1, for each user', async () => {
      const { mailbox } = await open();
      const first = await mailbox.push(ANN, 'a');
      const second = await mailbox.push(ANN, 'b');
      const other = await mailbox.push(BEN, 'c');
      assert.deepEqual([first.last, second.last, other.last], [1, 2, 1]);
      assert.equal(first.epoch, second.epoch);
      assert.notEqual(first.epoch, other.epoch);
      assert.deepEqual(await mailbox.position(ANN), { epoch: first.epoch, last: 2 });
    });

    it('pushes made at once in the order of the calls', async () => {
      const { mailbox } = await open();
      const calls = Array.from({ length: 700 }, (_, index) => mailbox.push(index % 3, `${index}`));
      const pushed = await Promise.all(calls);
      assert.deepEqual(
        pushed.map(({ last }) => last),
        Array.from({ length: 700 }, (_, index) => Math.floor(index / 3) + 1),
      );
      const { entries } = await mailbox.read(1, (await mailbox.position(1)).epoch, 0);
      assert.deepEqual(
        entries,
        Array.from({ length: 233 }, (_, index) => `${index * 3 + 1}`),
      );
    });

    it('a mailbox that was never used, in an epoch that stays', async () => {
      const { mailbox } = await open();
      const { epoch, last } = await mailbox.position(ANN);
      assert.notEqual(epoch, '');
      assert.equal(last, 0);
      assert.equal((await mailbox.push(ANN, 'a')).epoch, epoch);
    });
  });

  describe('read', () => {
    it('gives what came after a position, as it was pushed', async () => {
      const { mailbox } = await open();
      const texts = ['{"a":1}', '中文 😀', '', 'x'.repeat(70_000)];
      for (const text of texts) await mailbox.push(ANN, text);
      const { epoch } = await mailbox.position(ANN);
      assert.deepEqual(await mailbox.read(ANN, epoch, 0), { epoch, last: 4, first: 1, entries: texts });
      assert.deepEqual(await mailbox.read(ANN, epoch, 3), { epoch, last: 4, first: 4, entries: texts.slice(3) });
      assert.deepEqual(await mailbox.read(ANN, epoch, 4), { epoch, last: 4, first: 5, entries: [] });
    });

    it('gives no entries for another epoch or a position ahead', async () => {
      const { mailbox } = await open();
      const { epoch } = await mailbox.push(ANN, 'a');
      const strange = await mailbox.read(ANN, 'strange', 0);
      assert.deepEqual([strange.entries, strange.epoch, strange.last], [undefined, epoch, 1]);
      assert.equal((await mailbox.read(ANN, epoch, 2)).entries, undefined);
      assert.equal((await mailbox.read(BEN, epoch, 0)).entries, undefined);
    });

    it('D31 gives no entries when the cap cut some of them off, and all when it did not', async () => {
      const { mailbox } = await open({ cap: 5 });
      for (let number = 1; number <= 8; number += 1) await mailbox.push(ANN, `${number}`);
      const { epoch, last } = await mailbox.position(ANN);
      assert.equal(last, 8);
      assert.equal((await mailbox.read(ANN, epoch, 2)).entries, undefined);
      assert.deepEqual((await mailbox.read(ANN, epoch, 3)).entries, ['4', '5', '6', '7', '8']);
      assert.deepEqual((await mailbox.read(ANN, epoch, 6)).entries, ['7', '8']);
    });

    it('keeps to the cap when more than it come at once', async () => {
      const { mailbox } = await open({ cap: 5 });
      const pushed = await Promise.all(Array.from({ length: 300 }, (_, index) => mailbox.push(ANN, `${index + 1}`)));
      const epoch = pushed[0]?.epoch ?? '';
      assert.equal(pushed.at(-1)?.last, 300);
      assert.deepEqual((await mailbox.read(ANN, epoch, 295)).entries, ['296', '297', '298', '299', '300']);
      assert.equal((await mailbox.read(ANN, epoch, 294)).entries, undefined);
    });
  });

  describe('trim', () => {
    it('drops the head and moves no number', async () => {
      const { mailbox } = await open();
      for (const text of ['a', 'b', 'c']) await mailbox.push(ANN, text);
      const { epoch } = await mailbox.position(ANN);
      await mailbox.trim(ANN, epoch, 2);
      assert.deepEqual((await mailbox.read(ANN, epoch, 2)).entries, ['c']);
      assert.equal((await mailbox.read(ANN, epoch, 1)).entries, undefined);
      assert.deepEqual(await mailbox.position(ANN), { epoch, last: 3 });
    });

    it('of everything leaves the numbering as it was', async () => {
      const { mailbox } = await open();
      for (const text of ['a', 'b']) await mailbox.push(ANN, text);
      const { epoch } = await mailbox.position(ANN);
      await mailbox.trim(ANN, epoch, 2);
      assert.deepEqual(await mailbox.read(ANN, epoch, 2), { epoch, last: 2, first: 3, entries: [] });
      const next = await mailbox.push(ANN, 'c');
      assert.deepEqual([next.epoch, next.last], [epoch, 3]);
      assert.deepEqual((await mailbox.read(ANN, epoch, 2)).entries, ['c']);
      assert.equal((await mailbox.read(ANN, epoch, 1)).entries, undefined);
    });

    it('D23 with another epoch, or ahead of the last entry, does nothing', async () => {
      const { mailbox } = await open();
      for (const text of ['a', 'b']) await mailbox.push(ANN, text);
      const { epoch } = await mailbox.position(ANN);
      await mailbox.trim(ANN, 'strange', 1);
      await mailbox.trim(ANN, epoch, 3);
      await mailbox.trim(BEN, epoch, 1);
      assert.deepEqual((await mailbox.read(ANN, epoch, 0)).entries, ['a', 'b']);
    });

    it('of several in one loop turn the last stands, and an earlier number brings nothing back', async () => {
      const { mailbox } = await open();
      for (const text of ['a', 'b', 'c', 'd']) await mailbox.push(ANN, text);
      const { epoch } = await mailbox.position(ANN);
      await Promise.all([mailbox.trim(ANN, epoch, 1), mailbox.trim(ANN, epoch, 2), mailbox.trim(ANN, epoch, 3)]);
      await mailbox.trim(ANN, epoch, 1);
      assert.deepEqual((await mailbox.read(ANN, epoch, 3)).entries, ['d']);
      assert.equal((await mailbox.read(ANN, epoch, 2)).entries, undefined);
    });

    it('D23 keeps entries pushed meanwhile', async () => {
      const { mailbox } = await open();
      const { epoch } = await mailbox.push(ANN, 'a');
      await Promise.all([mailbox.trim(ANN, epoch, 1), mailbox.push(ANN, 'b'), mailbox.push(ANN, 'c')]);
      assert.deepEqual((await mailbox.read(ANN, epoch, 1)).entries, ['b', 'c']);
    });

    it('runs beside pushes and reads without a hole', async () => {
      const { mailbox } = await open({ cap: 100 });
      const { epoch } = await mailbox.position(ANN);
      const seen: string[] = [];
      for (let round = 0; round < 50; round += 1) {
        const pushes = Array.from({ length: 7 }, (_, index) => mailbox.push(ANN, `${round * 7 + index + 1}`));
        const { entries } = await mailbox.read(ANN, epoch, seen.length);
        seen.push(...(entries ?? ['hole']));
        await Promise.all([mailbox.trim(ANN, epoch, seen.length), ...pushes]);
      }
      seen.push(...((await mailbox.read(ANN, epoch, seen.length)).entries ?? ['hole']));
      assert.deepEqual(
        seen,
        Array.from({ length: 350 }, (_, index) => `${index + 1}`),
      );
    });
  });

  it('push tells which nodes hold the user', async () => {
    const { mailbox, presence } = await open();
    await presence.renew('n1');
    assert.deepEqual((await mailbox.push(ANN, 'a')).nodes, []);
    const { fence } = await presence.claim({ userId: ANN, sessionId: 1, node: 'n1', exclusive: true });
    assert.deepEqual((await mailbox.push(ANN, 'b')).nodes, ['n1']);
    assert.deepEqual((await mailbox.push(BEN, 'c')).nodes, []);
    await presence.release({ userId: ANN, sessionId: 1, node: 'n1', fence });
    assert.deepEqual((await mailbox.push(ANN, 'd')).nodes, []);
  });
}
