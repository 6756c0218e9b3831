import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { startEdge, type Edge } from '../middleware/edge.ts';

describe('app/extend/context', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.app.close());

  it('answers with the success envelope, and what rides beside it', () => {
    const ctx = edge.app.createAnonymousContext();
    ctx.ok('ok', { group: { id: 7 }, msg: 'fail' });
    assert.deepEqual(ctx.body, { msg: 'ok', data: 'ok', group: { id: 7 } });
    ctx.ok(null);
    assert.deepEqual(ctx.body, { msg: 'ok', data: null });
  });

  it('speaks Chinese unless English is preferred', async () => {
    const cases: Record<string, string> = {
      en: 'en',
      'en-US,en;q=0.9': 'en',
      'zh-CN,zh;q=0.9,en;q=0.8': 'zh',
      'fr-FR': 'zh',
      '*': 'zh',
      'en;q=0.1,zh': 'zh',
      ';;;': 'zh',
      [`${'fr,'.repeat(60)}en`]: 'en',
      [`${'fr,'.repeat(1500)}en`]: 'zh',
    };
    for (const [header, language] of Object.entries(cases)) {
      assert.deepEqual((await edge.get('/language', { 'accept-language': header })).body, { msg: 'ok', data: language }, header);
    }
    assert.equal(edge.app.createAnonymousContext().language, 'zh');
  });
});
