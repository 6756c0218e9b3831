import assert from 'node:assert/strict';
import { jsonOf } from '../../../plugins/privacy/json.ts';

async function textOf(value: unknown): Promise<string> {
  let text = '';
  for await (const piece of jsonOf(value)) text += piece;
  return text;
}

async function* list(...items: unknown[]): AsyncGenerator {
  for (const item of items) yield await Promise.resolve(item);
}

describe('JSON in pieces', () => {
  it('is the same JSON as of the whole', async () => {
    for (const value of [{}, [], { a: [1, 'x"\u2028', null], b: { c: true } }, 'text', 5, null]) {
      assert.deepEqual(JSON.parse(await textOf(value)), value);
    }
  });

  it('takes lists that are read as they go, within each other', async () => {
    const value = { first: list(), second: list(1, { inner: list('a', 'b') }), third: 3 };
    assert.deepEqual(JSON.parse(await textOf(value)), { first: [], second: [1, { inner: ['a', 'b'] }], third: 3 });
    assert.deepEqual(JSON.parse(await textOf(list(list(1), list()))), [[1], []]);
  });

  it('reads no further than it is asked', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<number> {
      for (;;) yield await Promise.resolve((read += 1));
    }
    const pieces = jsonOf({ numbers: endless() });
    for (let count = 0; count < 5; count += 1) await pieces.next();
    assert.ok(read <= 3, `${read} were read`);
    await pieces.return(undefined);
  });
});
