import assert from 'node:assert/strict';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';
import type { RedisEngine } from '../../../../plugins/redis/engine/engine.ts';

const ANN = 42;
const ROUNDS = 120;

/** Writes to a mailbox, and reads it as a session does: what the mailbox can't give comes from the truth. */
class Story {
  readonly truth: string[] = [];
  readonly seen = new Set<string>();
  fills = 0;
  #writer: RedisEngine['mailbox'];
  #reader: RedisEngine['mailbox'];
  #epoch = '';
  #last = 0;

  constructor(writer: RedisEngine, reader: RedisEngine) {
    this.#writer = writer.mailbox;
    this.#reader = reader.mailbox;
  }

  /** A message is in SQL first; a push that failed is tried again. */
  async write(count: number): Promise<void> {
    const texts = Array.from({ length: count }, (_, index) => `${this.truth.length + index}`);
    this.truth.push(...texts);
    await Promise.all(texts.map((text) => until(() => this.#writer.push(ANN, text))));
  }

  /** Nothing that was written before a read may be unseen after it. */
  async read(): Promise<void> {
    const due = this.truth.length;
    const { epoch, last, entries } = await until(() => this.#reader.read(ANN, this.#epoch, this.#last));
    if (entries) for (const entry of entries) this.seen.add(entry);
    else for (const text of this.truth) this.seen.add(text);
    if (!entries) this.fills += 1;
    this.#epoch = epoch;
    this.#last = last;
    assert.deepEqual(
      this.truth.slice(0, due).filter((text) => !this.seen.has(text)),
      [],
    );
    await this.#reader.trim(ANN, epoch, last);
  }
}

describe('a reader of a Redis mailbox', () => {
  const engines = Engines.use();

  it(`sees everything, whatever Redis loses, ${ROUNDS} times`, async () => {
    const { server } = engines;
    const story = new Story(await engines.open(), await engines.open());
    const faults: readonly (() => Promise<unknown>)[] = [
      () => Promise.resolve(),
      () => server.flush(),
      () => server.command('del', `chat_getmessage_{${ANN}}`),
      () => server.command('del', `chat_mailbox_{${ANN}}`),
      () => server.command('client', 'kill', 'type', 'normal'),
      () => server.restart(),
      () => rollBack(story),
      () => server.restart({ wipe: true }),
    ];
    const below = dice();
    for (let round = 0; round < ROUNDS; round += 1) {
      await story.write(1 + below(5));
      if (below(2)) await story.read();
      await faults[below(faults.length)]?.();
      await story.write(1 + below(7));
      if (below(2)) await story.read();
    }
    await story.read();
    assert.equal(story.seen.size, story.truth.length);
    assert.ok(story.fills < ROUNDS, 'not every read may go to SQL');
  }).timeout(60_000);

  /** Redis comes back as it was some entries ago, which the reader has seen. */
  async function rollBack(story: Story): Promise<void> {
    const copy = engines.server.copyDisk();
    await story.write(3);
    await story.read();
    await engines.server.kill9();
    engines.server.restoreDisk(copy);
    await engines.server.restart();
  }
});

/** Numbers below a bound, the same in every run. */
function dice(): (bound: number) => number {
  let state = 1;
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
}
