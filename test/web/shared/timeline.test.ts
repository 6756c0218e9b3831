import assert from 'node:assert/strict';
import { Timeline, type PageQuery } from '../../../web/shared/timeline.ts';
import { line, lines } from '../support/lines.ts';

const make = (limits = { lines: 1000, hole: 500 }): Timeline => new Timeline(limits);
const seqs = (timeline: Timeline): number[] => timeline.lines.map(({ seq }) => seq);
const span = (from: number, to: number): number[] => lines(from, to).map(({ seq }) => seq);

/** A timeline whose newest page, 50 lines up to `last`, has come. */
function loaded(last: number, limits?: { lines: number; hole: number }): Timeline {
  const timeline = make(limits);
  timeline.page({ head: 0 }, lines(Math.max(1, last - 49), last), last > 50);
  return timeline;
}

describe('web/shared/timeline', () => {
  it('asks for the newest page first, then knows where it begins and ends', () => {
    const timeline = make();
    assert.deepEqual(timeline.missing(), { head: 0 });
    assert.equal(timeline.isLoaded, false);
    timeline.page({ head: 0 }, lines(51, 100), true);
    assert.equal(timeline.missing(), null);
    assert.equal(timeline.isLoaded, true);
    assert.equal(timeline.hasOlder, true);
    assert.deepEqual(timeline.olderQuery(), { before: 51, head: 100 });
    timeline.page(timeline.olderQuery(), lines(1, 50), false);
    assert.deepEqual(seqs(timeline), span(1, 100));
    assert.equal(timeline.hasOlder, false);
  });

  it('has nothing older than the first line, and asks for the newest while it knows none', () => {
    const timeline = make();
    assert.deepEqual(timeline.olderQuery(), { head: 0 });
    timeline.add(line(2));
    assert.equal(timeline.hasOlder, true);
    timeline.add(line(1));
    assert.equal(timeline.hasOlder, false);
  });

  it('takes an empty conversation as loaded and complete', () => {
    const timeline = make();
    timeline.page({ head: 0 }, [], false);
    assert.equal(timeline.missing(), null);
    assert.equal(timeline.isLoaded, true);
    assert.equal(timeline.hasOlder, false);
  });

  it('misses the first line of a conversation that it saw empty', () => {
    const timeline = make();
    timeline.page({ head: 0 }, [], false);
    timeline.add(line(2));
    assert.deepEqual(timeline.missing(), { after: 0, head: 2 });
  });

  it('jumps to a place far up, pages down from there, and follows again', () => {
    const timeline = loaded(500);
    assert.deepEqual(timeline.aroundQuery(200), { after: 170, head: 500, isJump: true });
    timeline.page(timeline.aroundQuery(200), lines(171, 270), true);
    assert.deepEqual(seqs(timeline), span(171, 270));
    assert.deepEqual([timeline.hasOlder, timeline.hasNewer, timeline.missing()], [true, true, null]);
    timeline.add(line(501));
    assert.equal(timeline.lines.at(-1)?.seq, 270);
    timeline.page(timeline.newerQuery(), lines(271, 501), false);
    assert.deepEqual([timeline.lines.at(-1)?.seq, timeline.hasNewer, timeline.missing()], [501, false, null]);
  });

  it('orders by seq whatever comes first, each once', () => {
    const timeline = loaded(3);
    for (const seq of [6, 4, 5, 4, 6, 2]) timeline.add(line(seq));
    assert.deepEqual(seqs(timeline), span(1, 6));
    assert.equal(timeline.missing(), null);
  });

  it('takes the later word on a line that it had', () => {
    const timeline = loaded(3);
    timeline.add(line(2, { isremove: 1 }));
    assert.equal(timeline.lines[1]?.message.isremove, 1);
    assert.equal(timeline.lines.length, 3);
  });

  it('names a hole between lines, and one before the head', () => {
    const timeline = loaded(100);
    timeline.add(line(103));
    assert.deepEqual(timeline.missing(), { after: 100, head: 103 });
    timeline.page({ after: 100, head: 103 }, lines(101, 103), false);
    assert.equal(timeline.missing(), null);
    timeline.reach(110);
    assert.deepEqual(timeline.missing(), { after: 103, head: 110 });
    timeline.page({ after: 103, head: 110 }, lines(104, 106), true);
    assert.deepEqual(timeline.missing(), { after: 106, head: 110 });
  });

  it('does not ask twice for seqs that history leaves out', () => {
    const timeline = loaded(10);
    timeline.reach(20);
    timeline.page({ after: 10, head: 20 }, [line(12), line(15)], false);
    assert.equal(timeline.missing(), null);
    timeline.reach(30);
    timeline.page({ after: 20, head: 30 }, [], true);
    assert.equal(timeline.missing(), null);
  });

  it('lets an answer vouch only for what existed when it was asked', () => {
    const timeline = loaded(10);
    timeline.reach(12);
    const query = timeline.missing()!;
    timeline.reach(15);
    timeline.page(query, lines(11, 12), false);
    assert.deepEqual(timeline.missing(), { after: 12, head: 15 });
  });

  it('drops what lies before a hole too wide to fill', () => {
    const timeline = loaded(100);
    timeline.add(line(700));
    assert.deepEqual(timeline.missing(), null);
    assert.deepEqual(seqs(timeline), [700]);
    assert.deepEqual(timeline.olderQuery(), { before: 700, head: 700 });
  });

  it('begins anew when the head is too far', () => {
    const timeline = loaded(100);
    timeline.reach(700);
    assert.deepEqual(timeline.missing(), { head: 700 });
    assert.deepEqual(seqs(timeline), []);
    assert.equal(timeline.isLoaded, false);
  });

  it('M33 keeps a bounded number of lines: the newest while following', () => {
    const timeline = loaded(50, { lines: 60, hole: 500 });
    for (let seq = 51; seq <= 500; seq++) timeline.add(line(seq));
    assert.deepEqual(seqs(timeline), span(441, 500));
    assert.equal(timeline.hasOlder, true);
    assert.deepEqual(timeline.olderQuery(), { before: 441, head: 500 });
    assert.equal(timeline.missing(), null);
  });

  it('M33 keeps the old ones while someone reads far up, and comes back down without a hole', () => {
    const timeline = loaded(200, { lines: 60, hole: 500 });
    timeline.page(timeline.olderQuery(), lines(101, 150), true);
    assert.deepEqual(seqs(timeline), span(101, 160));
    assert.equal(timeline.hasNewer, true);
    timeline.add(line(201));
    assert.deepEqual(seqs(timeline), span(101, 160));
    assert.equal(timeline.missing(), null);
    timeline.page(timeline.newerQuery(), lines(161, 190), true);
    assert.deepEqual(seqs(timeline), span(131, 190));
    assert.equal(timeline.hasNewer, true);
    timeline.page(timeline.newerQuery(), lines(191, 201), false);
    assert.deepEqual(seqs(timeline), span(142, 201));
    assert.equal(timeline.hasNewer, false);
    timeline.add(line(202));
    assert.deepEqual(seqs(timeline), span(143, 202));
  });

  it('goes back to the newest at once', () => {
    const timeline = loaded(200, { lines: 60, hole: 500 });
    timeline.toLatest();
    assert.equal(timeline.lines.length, 50);
    timeline.page(timeline.olderQuery(), lines(101, 150), true);
    timeline.toLatest();
    assert.equal(timeline.hasNewer, false);
    assert.deepEqual(timeline.missing(), { head: 200 });
  });

  it('in doubt asks for the newest again and keeps what it has', () => {
    const timeline = loaded(100);
    timeline.doubt();
    assert.deepEqual(timeline.missing(), { head: 100 });
    timeline.page({ head: 100 }, lines(131, 180), true);
    assert.deepEqual(timeline.missing(), { after: 100, head: 180 });
  });

  it('equals the server’s list after any order of frames, duplicates, holes, heads and pages', () => {
    for (let round = 0; round < 400; round++) {
      const server = lines(1, 1 + Math.floor(Math.random() * 300));
      const timeline = make({ lines: 1000, hole: 1000 });
      for (let step = 0; step < 80; step++) act(timeline, server);
      timeline.reach(server.length);
      for (let query = timeline.missing(); query; query = timeline.missing()) answer(timeline, query, server);
      while (timeline.hasOlder) answer(timeline, timeline.olderQuery(), server);
      assert.deepEqual(timeline.lines, server);
    }
  });
});

/** One of the things that may happen, at random. */
function act(timeline: Timeline, server: ReturnType<typeof lines>): void {
  const pick = server[Math.floor(Math.random() ** 0.5 * server.length)]!;
  const query = timeline.missing();
  switch (Math.floor(Math.random() * 6)) {
    case 0:
      return timeline.reach(pick.seq);
    case 1:
      return query ? answer(timeline, query, server) : undefined;
    case 2:
      return answer(timeline, timeline.olderQuery(), server);
    case 3:
      return timeline.doubt();
    default:
      for (const next of server.slice(pick.seq - 1, pick.seq + 2)) timeline.add(next);
  }
}

/** Answers like the server, in pages of 20. */
function answer(timeline: Timeline, query: PageQuery, server: ReturnType<typeof lines>): void {
  const { after, before } = query;
  const match = server.filter(({ seq }) => seq > (after ?? 0) && seq < (before ?? Infinity));
  const page = after === undefined ? match.slice(-20) : match.slice(0, 20);
  timeline.page(query, page, match.length > 20);
}
