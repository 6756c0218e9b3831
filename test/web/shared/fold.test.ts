import assert from 'node:assert/strict';
import { foldWords as ofServer } from '../../../app/text/find-key.ts';
import { foldWords } from '../../../web/shared/fold.ts';

describe('web/shared/fold', () => {
  it('G75 folds as the server does', () => {
    for (const [text, folded] of [
      ['ПРИВЕТ', 'привет'],
      [' Ａｎｎ　 Ｌｅｅ ', 'ann lee'],
      ['ΟΔΟΣ', 'οδοσ'],
      ['οδος', 'οδοσ'],
      ['Straße', 'strasse'],
      ['STRAẞE', 'strasse'],
      ['cafe\u0301', 'café'],
      ['İstanbul', 'istanbul'],
      ['a\u200bb\u00adc', 'abc'],
      ['\u200b', ''],
      ['ﬁn\ud800', 'fin'],
      ['小明', '小明'],
    ] as const) {
      assert.deepEqual([foldWords(text), ofServer(text)], [folded, folded], text);
    }
  });
});
