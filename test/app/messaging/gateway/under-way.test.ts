import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { UnderWay } from '../../../../app/messaging/gateway/under-way.ts';

describe('gateway/under-way', () => {
  it('tells when the last one has left, and at once where nobody is', async () => {
    const underWay = new UnderWay();
    await underWay.ended();
    underWay.enter();
    underWay.enter();
    let isEnded = false;
    const ending = underWay.ended().then(() => (isEnded = true));
    underWay.leave();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isEnded, false);
    underWay.leave();
    await ending;
    assert.equal(isEnded, true);
  });
});
