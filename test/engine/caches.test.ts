import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Caches } from '../../engine/caches.ts';

describe('engine/caches', () => {
  const load = (key: string | number): Promise<string> => Promise.resolve(`value of ${key}`);

  it('U12 drops what a key names, wherever the cache was defined', async () => {
    const caches = new Caches();
    const shelf = caches.define({ name: 'shelf', capacity: 10, keyOf: Number, load });
    const pair = caches.define({ name: 'pair', capacity: 10, keyOf: String, load });
    await Promise.all([shelf.get(1), shelf.get(2), pair.get('1:2')]);
    caches.forget(['shelf:1', 'pair:1:2', 'none:1', 'shelf', '', 'toString:1']);
    assert.deepEqual([shelf.peek(1), shelf.peek(2), pair.peek('1:2')], [undefined, 'value of 2', undefined]);
    await pair.get('3:4');
    caches.clear();
    assert.deepEqual([shelf.size, pair.size], [0, 0]);
  });

  it('U12 refuses a second cache of a name', () => {
    const caches = new Caches();
    caches.define({ name: 'shelf', capacity: 10, keyOf: Number, load });
    const again = () => caches.define({ name: 'shelf', capacity: 10, keyOf: String, load });
    assert.throws(again, /the cache shelf is defined twice: rename one/);
  });
});
