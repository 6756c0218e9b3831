import assert from 'node:assert/strict';
import { checked } from '../../../web/outside/checked.ts';

const ACT = (): void => {};

describe('web/outside/checked', () => {
  const right = {
    'nothing at all': {},
    'all there is': {
      texts: { zh: { a: '甲' }, en: { a: 'A' } },
      line: ACT,
      actions: ACT,
      composer: [{ sign: 'A', label: 'a', act: ACT }],
      settings: { title: 'a', draw: ACT },
    },
  };
  for (const [name, given] of Object.entries(right)) it(`takes ${name}`, () => assert.equal(checked('x.js', given), given));

  const wrong: readonly (readonly [given: unknown, reason: RegExp])[] = [
    [undefined, /x\.js gives no object/],
    [{ texts: { zh: {} } }, /texts is not/],
    [{ texts: { zh: {}, en: { a: 1 } } }, /texts is not/],
    [{ line: 'draw' }, /line is not/],
    [{ actions: [] }, /actions is not/],
    [{ composer: {} }, /composer is not/],
    [{ composer: [{ sign: 'A', label: 'a' }] }, /composer is not/],
    [{ settings: { draw: ACT } }, /settings is not/],
    [{ settings: { title: 'a' } }, /settings is not/],
  ];
  for (const [given, reason] of wrong)
    it(`names what is wrong: ${JSON.stringify(given) ?? 'nothing'}`, () => assert.throws(() => checked('x.js', given), reason));
});
