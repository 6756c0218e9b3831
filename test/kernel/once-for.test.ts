import assert from 'node:assert/strict';
import { onceFor } from '#kernel';

describe('kernel/once-for', () => {
  it('makes one value of each owner, at the first call', () => {
    const asked: object[] = [];
    const nameOf = onceFor((owner: { readonly name: string }) => {
      asked.push(owner);
      return { called: owner.name };
    });
    const [one, other] = [{ name: 'one' }, { name: 'other' }];
    assert.deepEqual(asked, []);
    assert.equal(nameOf(one), nameOf(one));
    assert.deepEqual([nameOf(one), nameOf(other)], [{ called: 'one' }, { called: 'other' }]);
    assert.deepEqual(asked, [one, other]);
  });

  it('makes it anew where that failed', () => {
    let tries = 0;
    const valueOf = onceFor((_owner: object) => {
      tries += 1;
      if (tries === 1) throw new RangeError('not yet');
      return '';
    });
    const owner = {};
    assert.throws(() => valueOf(owner), RangeError);
    assert.equal(valueOf(owner), '');
    assert.equal(valueOf(owner), '');
    assert.equal(tries, 2);
  });
});
