import assert from 'node:assert/strict';
import { Changes } from '../../../web/shared/changes.ts';
import { settle } from '../support/clock.ts';

describe('web/shared/changes', () => {
  it('tells once per turn what changed in it, each thing once', async () => {
    const told: string[][] = [];
    const changes = new Changes<string>((things) => told.push([...things]));
    changes.touch('a');
    changes.touch('b');
    changes.touch('a');
    assert.deepEqual(told, []);
    await settle();
    assert.deepEqual(told, [['a', 'b']]);
    changes.touch();
    changes.touch();
    await settle();
    assert.deepEqual(told, [['a', 'b'], []]);
    await settle();
    assert.equal(told.length, 2);
  });

  it('tells in a turn of its own what a listener changes', async () => {
    const told: string[][] = [];
    const changes = new Changes<string>((things) => {
      told.push([...things]);
      if (told.length === 1) changes.touch('later');
    });
    changes.touch('first');
    await settle();
    assert.deepEqual(told, [['first'], ['later']]);
  });
});
