import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqlError } from '../../../../engine/sql.ts';
import { Turns } from '../../../../plugins/sequelize/mysql/turns.ts';

const DEADLINE = 60;

describe('turns of reads', () => {
  const never = (): Promise<never> => new Promise(() => undefined);

  it('are taken by so many at a time, in the order in which they came', async () => {
    const turns = new Turns({ most: 2, deadline: DEADLINE });
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const work = (number: number) => async (): Promise<number> => {
      begun.push(number);
      most = Math.max(most, (running += 1));
      await sleep(1);
      running -= 1;
      if (number === 3) throw new SqlError('data', 'it does not fit');
      return number;
    };
    const numbers = Array.from({ length: 9 }, (_, number) => number);
    const ends = await Promise.allSettled(numbers.map((number) => turns.take(work(number))));
    assert.deepEqual([begun, most], [numbers, 2]);
    assert.deepEqual(
      ends.map((end) => end.status === 'fulfilled' && end.value),
      numbers.map((number) => number !== 3 && number),
    );
  });

  it('G105 come to everybody as long as others end, however long that takes', async () => {
    const turns = new Turns({ most: 1, deadline: DEADLINE });
    const since = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => turns.take(() => sleep(DEADLINE / 6))));
    assert.ok(performance.now() - since > DEADLINE * 2);
  });

  it('come to nobody when none ends, and to the next once one does', async () => {
    const turns = new Turns({ most: 1, deadline: DEADLINE });
    const isAway = (error: unknown): boolean => error instanceof SqlError && error.kind === 'unavailable';
    let end = (): void => undefined;
    const first = turns.take(() => new Promise<void>((resolve) => (end = resolve)));
    await Promise.all(Array.from({ length: 3 }, () => assert.rejects(turns.take(never), isAway)));
    end();
    await first;
    assert.equal(await turns.take(() => Promise.resolve('next')), 'next');
  });
});
