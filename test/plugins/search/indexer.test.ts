import assert from 'node:assert/strict';
import { entriesOf } from '../../../plugins/search/indexer.ts';

describe('search/indexer', () => {
  const message = (seq: number, data: string, type = 'text') => ({ conversationId: 7, seq, type, data });

  it('has the terms of each message in the order of the key', () => {
    assert.deepEqual(entriesOf([message(1, '开会'), message(2, '会 Foyer'), message(3, '{}', 'notice')]), [
      [
        [7, 'foyer', 2],
        [7, '会', 1],
        [7, '会', 2],
        [7, '开会', 1],
      ],
    ]);
    assert.deepEqual(entriesOf([message(3, '{}', 'notice')]), []);
  });

  it('parts them by what one transaction takes', () => {
    const text = Array.from({ length: 400 }, (_, index) => `w${index}`).join(' ');
    const parts = entriesOf(Array.from({ length: 60 }, (_, index) => message(index + 1, text)));
    assert.deepEqual(
      parts.map(({ length }) => length),
      [10_000, 10_000, 4000],
    );
  });
});
