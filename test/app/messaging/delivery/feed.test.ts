import assert from 'node:assert/strict';
import type { Envelope } from '../../../../app/messaging/delivery/envelope.ts';
import { Feed } from '../../../../app/messaging/delivery/feed.ts';
import { MemoryEngine } from '../../../../engine/memory/engine.ts';
import type { Mailbox, Position } from '../../../../engine/mailbox.ts';
import { until } from '../../../support/wait.ts';

const USER = 42;
const envelopeOf = (seq: number): Envelope => ({
  conversationId: 1,
  seq,
  frame: `{"op":"message","conversation":1,"seq":${seq},"client_id":"c","message":{}}`,
});

/** A sink that remembers; what "SQL" holds is given by the test. */
class Sink {
  isReady = true;
  readonly seqs: number[] = [];
  sql: number[] = [];
  resumes = 0;
  onResume: () => Promise<void> = () => Promise.resolve();

  async room(): Promise<void> {
    await until(() => this.isReady);
  }

  write({ seq }: Envelope): void {
    if (!this.seqs.includes(seq)) this.seqs.push(seq);
  }

  async resume(): Promise<void> {
    this.resumes += 1;
    const rows = [...this.sql];
    await this.onResume();
    for (const seq of rows) this.write(envelopeOf(seq));
  }
}

describe('Feed', () => {
  const errors: unknown[] = [];
  let mailbox: Mailbox;
  let sink: Sink;
  let feed: Feed;

  /** Commits and pushes, as the journal and the delivery do; `isOffered` false is a lost wake-up. */
  async function send(seq: number, isOffered = true): Promise<Position> {
    sink.sql.push(seq);
    const place = await mailbox.push(USER, envelopeOf(seq).frame);
    if (isOffered) feed.offer(place, envelopeOf(seq));
    return place;
  }

  beforeEach(() => {
    errors.length = 0;
    mailbox = new MemoryEngine({ warn: (message) => assert.fail(message) }).mailbox;
    sink = new Sink();
    feed = new Feed({ userId: USER, mailbox, sink, onError: (error) => errors.push(error) });
  });

  it('starts from SQL and goes on live', async () => {
    await send(1, false);
    await feed.open();
    await send(2);
    assert.deepEqual(sink.seqs, [1, 2]);
    assert.equal(sink.resumes, 1);
  });

  it('loses and skips nothing when messages come while it reads SQL', async () => {
    await send(1, false);
    sink.onResume = async () => {
      await send(2);
      await send(3);
    };
    await feed.open();
    await until(() => sink.seqs.length === 3);
    assert.deepEqual(sink.seqs, [1, 2, 3]);
  });

  it('reads what lies between when a wake-up was lost', async () => {
    await feed.open();
    await send(1, false);
    await send(2, false);
    await send(3);
    await until(() => sink.seqs.length === 3);
    assert.deepEqual(sink.seqs, [1, 2, 3]);
    assert.equal(sink.resumes, 1);
  });

  it('finds a lost wake-up by the periodic check', async () => {
    await feed.open();
    const place = await send(1, false);
    feed.check(place);
    await until(() => sink.seqs.length === 1);
  });

  it('fills from SQL when the mailbox was wiped', async () => {
    await feed.open();
    await send(1);
    sink.sql.push(2);
    feed.check({ epoch: 'another', last: 0 });
    await until(() => sink.resumes === 2);
    await send(3);
    await until(() => sink.seqs.length === 3);
    assert.deepEqual(sink.seqs, [1, 2, 3]);
  });

  it('D46 writes nothing to a slow reader and all of it afterwards', async () => {
    await feed.open();
    sink.isReady = false;
    await send(1);
    await send(2);
    assert.deepEqual(sink.seqs, []);
    sink.isReady = true;
    await until(() => sink.seqs.length === 2);
    assert.deepEqual(sink.seqs, [1, 2]);
  });

  it('D46 goes on where it stopped when the reader was slow in the middle of a fill', async () => {
    await feed.open();
    for (const seq of [1, 2, 3]) await send(seq, false);
    const write = sink.write.bind(sink);
    sink.write = (envelope) => {
      write(envelope);
      sink.isReady = envelope.seq !== 2;
    };
    feed.wake();
    await until(() => sink.seqs.length === 2);
    assert.equal(sink.isReady, false);
    sink.isReady = true;
    await until(() => sink.seqs.length === 3);
    assert.deepEqual(sink.seqs, [1, 2, 3]);
    assert.equal(sink.resumes, 1);
  });

  it('tries again after a store failed', async () => {
    await feed.open();
    sink.onResume = () => Promise.reject(new Error('SQL is down'));
    sink.sql.push(1);
    feed.refill();
    await until(() => errors.length === 1);
    sink.onResume = () => Promise.resolve();
    feed.check(await mailbox.position(USER));
    await until(() => sink.seqs.length === 1);
  });

  it('writes nothing once it is closed', async () => {
    await feed.open();
    feed.close();
    await send(1);
    feed.wake();
    await mailbox.position(USER);
    assert.deepEqual(sink.seqs, []);
  });
});
