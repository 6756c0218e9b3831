import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Places } from '#kernel';

describe('kernel/places', () => {
  it('gives each key so many places, and takes them back', () => {
    const places = new Places<string>(2);
    const [first, second] = [places.take('a'), places.take('a')];
    assert.ok(first && second && places.take('b'));
    assert.equal(places.take('a'), undefined);
    first();
    assert.ok(places.take('a'));
  });

  it('takes a place back once, however often it is returned', () => {
    const places = new Places<number>(1);
    const back = places.take(7);
    back?.();
    assert.ok(places.take(7));
    back?.();
    assert.equal(places.take(7), undefined);
  });
});
