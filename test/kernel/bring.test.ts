import assert from 'node:assert/strict';
import path from 'node:path';
import { bringFile, bringFolder } from '#kernel';
import { closeAll, fixture, load } from './support.ts';

describe('kernel/bring', () => {
  afterEach(closeAll);

  it('finds a file of each unit that has it', async () => {
    const { units } = await load('bring');
    const brought = await bringFile(units, 'words');
    assert.deepEqual(
      brought.map(({ unit, file, exported }) => [unit.name, path.basename(file), exported]),
      [['one', 'words.js', 'words of one']],
    );
    assert.deepEqual(await bringFile(units, 'none'), []);
  });

  it('finds what stands in a folder of the units, plugins first, by name', async () => {
    const { units } = await load('bring');
    const brought = await bringFolder(units, 'task');
    assert.deepEqual(
      Array.from(brought, ([name, { unit, exported }]) => [name, unit.type, exported]),
      [
        ['tellAll', 'plugin', 'one tell'],
        ['sweep', 'app', 'app sweep'],
      ],
    );
    assert.equal((await bringFolder(units, 'none')).size, 0);
  });

  it('names both files of one name', async () => {
    const units = ['clash-a', 'clash-b'].map((name) => ({ type: 'plugin' as const, name, path: path.join(fixture('bring'), name) }));
    const problem = /task sweep is defined twice, by .*clash-a\/app\/task\/sweep\.js and by .*clash-b\/app\/task\/sweep\.js: rename one/;
    await assert.rejects(bringFolder(units, 'task'), problem);
  });
});
