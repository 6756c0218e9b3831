import assert from 'node:assert/strict';
import { until } from '../../support/wait.ts';
import type { Position } from '../../../engine/mailbox.ts';
import type { Rooms } from '../../../engine/rooms.ts';
import type { Open } from './open.ts';

const HALL = 42;
const YARD = 43;

/** What all rooms keep to. */
export function roomsContract(open: Open): void {
  describe('numbers', () => {
    it('entries from 1, for each room', async () => {
      const { rooms } = await open();
      const first = await rooms.push(HALL, 'a');
      const second = await rooms.push(HALL, 'b');
      const other = await rooms.push(YARD, 'c');
      assert.deepEqual([first.last, second.last, other.last], [1, 2, 1]);
      assert.equal(first.epoch, second.epoch);
      assert.notEqual(first.epoch, other.epoch);
    });

    it('pushes made at once in the order of the calls', async () => {
      const { rooms } = await open();
      const { epoch } = await position(rooms, 1);
      const pushed = await Promise.all(Array.from({ length: 700 }, (_, index) => rooms.push(index % 3, `${index}`)));
      assert.deepEqual(
        pushed.map(({ last }) => last),
        Array.from({ length: 700 }, (_, index) => Math.floor(index / 3) + 1),
      );
      const { entries } = await rooms.read(1, epoch, 0);
      assert.deepEqual(
        entries,
        Array.from({ length: 233 }, (_, index) => `${index * 3 + 1}`),
      );
    });

    it('D10 a room apart from the mailbox of the same number', async () => {
      const { rooms, mailbox, presence } = await open();
      await presence.renew('n1');
      await presence.renew('n2');
      await presence.claim({ userId: HALL, sessionId: 1, node: 'n1', exclusive: true });
      await rooms.watch([HALL], 'n2');
      const letter = await mailbox.push(HALL, 'for one');
      await rooms.push(HALL, 'for all');
      const said = await rooms.push(HALL, 'for all again');
      assert.deepEqual([letter.nodes, said.nodes], [['n1'], ['n2']]);
      assert.deepEqual([letter.last, said.last], [1, 2]);
      assert.notEqual(letter.epoch, said.epoch);
      await mailbox.trim(HALL, said.epoch, 2);
      assert.deepEqual((await mailbox.read(HALL, letter.epoch, 0)).entries, ['for one']);
      assert.deepEqual((await rooms.read(HALL, said.epoch, 0)).entries, ['for all', 'for all again']);
    });
  });

  describe('read', () => {
    it('gives what came after a position, as it was pushed, to as many as ask', async () => {
      const { rooms } = await open();
      const texts = ['{"a":1}', '中文 😀', '', 'x'.repeat(70_000)];
      for (const text of texts) await rooms.push(HALL, text);
      const { epoch } = await position(rooms, HALL);
      assert.deepEqual(await rooms.read(HALL, epoch, 0), { epoch, last: 4, first: 1, entries: texts });
      assert.deepEqual(await rooms.read(HALL, epoch, 0), { epoch, last: 4, first: 1, entries: texts });
      assert.deepEqual(await rooms.read(HALL, epoch, 3), { epoch, last: 4, first: 4, entries: texts.slice(3) });
      assert.deepEqual(await rooms.read(HALL, epoch, 4), { epoch, last: 4, first: 5, entries: [] });
    });

    it('gives no entries for another epoch, a position ahead, or a room never used', async () => {
      const { rooms } = await open();
      const { epoch } = await rooms.push(HALL, 'a');
      const strange = await rooms.read(HALL, 'strange', 0);
      assert.deepEqual([strange.entries, strange.epoch, strange.last], [undefined, epoch, 1]);
      assert.equal((await rooms.read(HALL, epoch, 2)).entries, undefined);
      assert.equal((await rooms.read(YARD, epoch, 0)).entries, undefined);
    });

    it('G03 gives nothing of what a room held before it was emptied, and what came since as ever', async () => {
      const { rooms } = await open();
      const { epoch } = await position(rooms, HALL);
      for (const text of ['a', 'b']) await Promise.all([rooms.push(HALL, text), rooms.push(YARD, text)]);
      await rooms.empty(HALL);
      await rooms.push(HALL, 'c');
      for (const after of [0, 1]) assert.equal((await rooms.read(HALL, epoch, after)).entries, undefined);
      assert.deepEqual(await rooms.read(HALL, epoch, 2), { epoch, last: 3, first: 3, entries: ['c'] });
      assert.deepEqual((await rooms.read(YARD, (await position(rooms, YARD)).epoch, 0)).entries, ['a', 'b']);
    });

    it('D31 gives no entries when the cap cut some of them off, and all when it did not', async () => {
      const { rooms } = await open({ roomCap: 5 });
      for (let number = 1; number <= 8; number += 1) await rooms.push(HALL, `${number}`);
      const { epoch, last } = await position(rooms, HALL);
      assert.equal(last, 8);
      assert.equal((await rooms.read(HALL, epoch, 2)).entries, undefined);
      assert.deepEqual((await rooms.read(HALL, epoch, 3)).entries, ['4', '5', '6', '7', '8']);
      assert.deepEqual((await rooms.read(HALL, epoch, 6)).entries, ['7', '8']);
    });

    it('D31 keeps to its own cap, not to that of mailboxes', async () => {
      const { rooms, mailbox } = await open({ roomCap: 2, cap: 3 });
      for (const text of ['a', 'b', 'c', 'd']) await Promise.all([rooms.push(HALL, text), mailbox.push(HALL, text)]);
      const { epoch } = await position(rooms, HALL);
      assert.deepEqual((await rooms.read(HALL, epoch, 2)).entries, ['c', 'd']);
      assert.equal((await rooms.read(HALL, epoch, 1)).entries, undefined);
      assert.deepEqual((await mailbox.read(HALL, (await mailbox.position(HALL)).epoch, 1)).entries, ['b', 'c', 'd']);
    });
  });

  describe('watch', () => {
    it('tells where each room stands, in the order given, and creates the epochs that are missing', async () => {
      const { rooms } = await open();
      const { epoch } = await rooms.push(YARD, 'a');
      const [hall, yard] = await rooms.watch([HALL, YARD], 'n1');
      assert.deepEqual(yard, { epoch, last: 1 });
      assert.equal(hall?.last, 0);
      assert.notEqual(hall?.epoch, '');
      const next = await rooms.push(HALL, 'b');
      assert.deepEqual([next.epoch, next.last], [hall?.epoch, 1]);
    });

    it('of a thousand rooms at once reaches each of them', async () => {
      const { rooms, presence } = await open();
      await presence.renew('n1');
      const ids = Array.from({ length: 1000 }, (_, index) => 1000 - index);
      for (const id of ids.slice(0, 300)) void rooms.push(id, 'a'); // before the watch, in the order of the calls
      const states = await rooms.watch(ids, 'n1');
      assert.equal(new Set(states.map((state) => state?.epoch)).size, 1000);
      const again = await rooms.watch(ids, 'n1');
      assert.deepEqual(
        again.map((state) => state?.last),
        ids.map((_, index) => (index < 300 ? 1 : 0)),
      );
      const pushed = await Promise.all(ids.map((id) => rooms.push(id, 'b')));
      assert.ok(pushed.every(({ nodes }) => nodes.join() === 'n1'));
      assert.deepEqual(
        pushed.map(({ epoch }) => epoch),
        states.map((state) => state?.epoch),
      );
    });

    it('of no rooms is nothing', async () => {
      const { rooms } = await open();
      assert.deepEqual(await rooms.watch([], 'n1'), []);
      await rooms.unwatch([], 'n1');
    });

    it('names each watching node once, however often it watches', async () => {
      const { rooms, presence } = await open();
      for (const node of ['n1', 'n2', 'n10']) await presence.renew(node);
      assert.deepEqual((await rooms.push(HALL, 'a')).nodes, []);
      await rooms.watch([HALL], 'n10');
      await rooms.watch([HALL], 'n1');
      await rooms.watch([HALL, HALL], 'n10');
      await Promise.all([rooms.watch([HALL], 'n1'), rooms.watch([HALL], 'n2')]);
      assert.deepEqual((await rooms.push(HALL, 'b')).nodes.toSorted(), ['n1', 'n10', 'n2']);
      assert.deepEqual((await rooms.push(YARD, 'c')).nodes, []);
    });

    it('ends for one node, and in the rooms given', async () => {
      const { rooms, presence } = await open();
      for (const node of ['n1', 'n2']) {
        await presence.renew(node);
        await rooms.watch([HALL, YARD], node);
      }
      await rooms.unwatch([HALL], 'n1');
      assert.deepEqual((await rooms.push(HALL, 'a')).nodes, ['n2']);
      assert.deepEqual((await rooms.push(YARD, 'b')).nodes.toSorted(), ['n1', 'n2']);
      await rooms.unwatch([HALL, YARD, 99], 'n2');
      assert.deepEqual((await rooms.push(HALL, 'c')).nodes, []);
      assert.deepEqual((await rooms.push(YARD, 'd')).nodes, ['n1']);
      await rooms.watch([HALL], 'n1');
      assert.deepEqual((await rooms.push(HALL, 'e')).nodes, ['n1']);
    });

    it('ends without a word about the numbers', async () => {
      const { rooms } = await open();
      const [before] = await rooms.watch([HALL], 'n1');
      await rooms.push(HALL, 'a');
      await rooms.unwatch([HALL], 'n1');
      assert.deepEqual(await rooms.watch([HALL], 'n1'), [{ epoch: before?.epoch, last: 1 }]);
      assert.deepEqual((await rooms.read(HALL, before?.epoch ?? '', 0)).entries, ['a']);
    });

    it('D22 leaves out a node without a lease, until it watches again', async () => {
      const { rooms, presence } = await open();
      for (const node of ['n1', 'n2']) {
        await presence.renew(node);
        await rooms.watch([HALL], node);
      }
      await presence.leave('n1');
      await until(async () => (await rooms.push(HALL, 'a')).nodes.join() === 'n2');
      await rooms.watch([HALL], 'n2');
      assert.deepEqual((await rooms.push(HALL, 'b')).nodes, ['n2']);
      await presence.renew('n1');
      await rooms.watch([HALL], 'n1');
      assert.deepEqual((await rooms.push(HALL, 'c')).nodes.toSorted(), ['n1', 'n2']);
    });

    it('and a push at once: either the position has the entry, or the push the node', async () => {
      const { rooms, presence } = await open();
      await presence.renew('n1');
      for (let room = 1; room <= 50; room += 1) {
        const push = (): ReturnType<typeof rooms.push> => rooms.push(room, 'a');
        const watch = (): ReturnType<typeof rooms.watch> => rooms.watch([room], 'n1');
        const [pushed, [watched]] = room % 2 ? await Promise.all([push(), watch()]) : await inReverse(push, watch);
        assert.ok(watched?.last === 1 || pushed.nodes.includes('n1'), `room ${room}`);
        assert.equal(watched?.epoch, pushed.epoch);
      }
    });
  });
}

async function position(rooms: Rooms, roomId: number): Promise<Position> {
  const [state] = await rooms.watch([roomId], 'n1');
  return state ?? assert.fail('no answer');
}

/** Both at once, the second one called first. */
async function inReverse<One, Other>(one: () => Promise<One>, other: () => Promise<Other>): Promise<[One, Other]> {
  const [second, first] = await Promise.all([other(), one()]);
  return [first, second];
}
