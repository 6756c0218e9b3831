import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { startEdge, type Edge } from './edge.ts';

describe('app/middleware/shield', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.app.close());

  it('D39 sends a strict policy and nosniff with every answer, failures too', async () => {
    for (const path of ['/language', '/nowhere']) {
      const { headers } = await edge.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /(^|;)script-src 'self'(;|$)/);
      assert.match(policy, /(^|;)object-src 'none'(;|$)/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('x-powered-by'), null);
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
    }
  });

  it('asks for https only where that is configured', async () => {
    assert.equal((await edge.get('/language')).headers.get('strict-transport-security'), null);
    const https = await startEdge({ config: { shield: { hsts: true } } });
    try {
      assert.match((await https.get('/language')).headers.get('strict-transport-security') ?? '', /^max-age=\d{7,}/);
    } finally {
      await https.app.close();
    }
  });
});
