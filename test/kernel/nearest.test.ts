import assert from 'node:assert/strict';
import { nearest } from '../../kernel/nearest.ts';

describe('kernel/nearest', () => {
  it('gives the name with the fewest typing errors, whatever their case', () => {
    assert.equal(nearest('server.proxi', ['server.port', 'server.proxy', 'service']), 'server.proxy');
    assert.equal(nearest('MAXIPSCOUNT', ['maxIpsCount', 'maxPerUser']), 'maxIpsCount');
  });

  it('gives nothing where everything is another name', () => {
    assert.equal(nearest('abc', ['xyz']), undefined);
    assert.equal(nearest('abc', []), undefined);
  });
});
