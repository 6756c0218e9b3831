import assert from 'node:assert/strict';
import { dispatch } from '../../engine/dispatch.ts';

describe('dispatch', () => {
  it('hands messages over in order and reports what throws', () => {
    const got: string[] = [];
    const failure = new Error('broken');
    const warnings: unknown[] = [];
    const listener = (message: { kind: string }, from: string): void => {
      if (message.kind === 'wake') throw failure;
      got.push(`${message.kind} ${from}`);
    };
    const warn = (message: string, error?: unknown): unknown => warnings.push([message, error]);
    dispatch(
      { listener, warn },
      [
        { kind: 'stale', keys: [] },
        { kind: 'wake', users: [] },
        { kind: 'stale', keys: [] },
      ],
      'n1',
    );
    assert.deepEqual(got, ['stale n1', 'stale n1']);
    assert.deepEqual(warnings, [['a bus listener failed on a wake message', failure]]);
  });
});
