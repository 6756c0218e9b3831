import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Entrance } from '../../../../app/messaging/gateway/entrance.ts';

describe('Entrance', () => {
  it('G105 lets few in at a time, in the order in which they came, and fills them before it admits others', async () => {
    const entrance = new Entrance({ most: 2, hold: 10_000 });
    const done: string[] = [];
    let inside = 0;
    let most = 0;
    const step = (name: string) => async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await sleep(1);
      inside -= 1;
      done.push(name);
    };
    const enter = async (client: number): Promise<void> => {
      await entrance.pass('admission', step(`admit ${client}`));
      await entrance.pass('fill', step(`fill ${client}`));
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(enter));
    assert.equal(most, 2);
    assert.deepEqual(
      done.filter((name) => name.startsWith('fill')),
      [1, 2, 3, 4, 5, 6].map((client) => `fill ${client}`),
    );
    // Nobody is admitted while two wait to be filled.
    assert.ok(done.indexOf('fill 1') < done.indexOf('admit 5'), done.join(', '));
  });

  it('waits for none that is slow, and for none that failed', async () => {
    const entrance = new Entrance({ most: 1, hold: 20 });
    const refused = assert.rejects(
      entrance.pass('admission', () => Promise.reject(new Error('no'))),
      /no/,
    );
    const slow = entrance.pass('fill', () => new Promise<string>((resolve) => setTimeout(resolve, 200, 'slow')));
    const next = entrance.pass('admission', () => Promise.resolve('next'));
    await refused;
    assert.equal(await Promise.race([slow, next]), 'next');
    assert.equal(await slow, 'slow');
  });
});
