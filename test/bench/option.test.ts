import assert from 'node:assert/strict';
import { parseOptions } from '../../bench/option.ts';

describe('bench/option', () => {
  it('takes the command line before the defaults of the scenario, and those before the common ones', () => {
    const options = parseOptions(['--windows', '4,8', '--members', '50', '--ack-every', '3', '--no-save'], { windows: [2], reps: 7 });
    assert.deepEqual(
      [options.windows, options.members, options.ackEvery, options.reps, options.pairs, options.save],
      [[4, 8], [50], 3, 7, 200, false],
    );
    assert.equal(parseOptions([], {}).save, true);
  });

  it('refuses what it does not understand', () => {
    assert.throws(() => parseOptions(['--window', '4'], {}), /window/);
    assert.throws(() => parseOptions(['--pairs', 'many'], {}), /--pairs wants a number above 0, not many/);
    assert.throws(() => parseOptions(['--release', 'never'], {}), /delivery or ack/);
  });
});
