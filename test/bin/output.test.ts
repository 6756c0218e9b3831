import assert from 'node:assert/strict';
import { outputOf } from '../../bin/output.ts';

describe('bin/output', () => {
  it('G107 takes --json wherever it stands, but not behind --', () => {
    for (const [given, args, isJson] of [
      [['list', '--json'], ['list'], true],
      [['--json', 'list', '--page', '2'], ['list', '--page', '2'], true],
      [['list'], ['list'], false],
      [['list', '--', '--json'], ['list', '--', '--json'], false],
      [['--json', '--', '--json'], ['--', '--json'], true],
    ] as const) {
      const found = outputOf(given);
      assert.deepEqual([found.args, found.output.isJson], [args, isJson], given.join(' '));
    }
  });
});
