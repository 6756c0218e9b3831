import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { failed, startEdge, type Answer, type Edge } from './edge.ts';

describe('app/middleware/cors', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.app.close());

  function preflight(origin: string): Promise<Response> {
    const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'token' };
    return fetch(`${edge.url}/body`, { method: 'OPTIONS', headers });
  }

  it('lets an allowed page read the answer, failures too', async () => {
    const answers: Answer[] = [
      await edge.get('/language', { origin: 'https://shop.example' }),
      await edge.get('/nowhere', { origin: 'https://shop.example' }),
    ];
    for (const { headers } of answers) {
      assert.equal(headers.get('access-control-allow-origin'), 'https://shop.example');
      assert.equal(headers.get('access-control-expose-headers'), 'Retry-After');
      assert.equal(headers.get('access-control-allow-credentials'), null);
      assert.match(headers.get('vary') ?? '', /Origin/);
    }
  });

  it('says nothing to who sends no Origin, but that the answer depends on it', async () => {
    const { status, headers } = await edge.get('/language');
    assert.equal(status, 200);
    assert.equal(headers.get('access-control-allow-origin'), null);
    assert.match(headers.get('vary') ?? '', /Origin/);
  });

  it('answers a preflight without asking the routes', async () => {
    const response = await preflight('https://shop.example');
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-methods'), 'GET, POST');
    assert.equal(response.headers.get('access-control-allow-headers'), 'token, content-type');
    assert.equal(response.headers.get('access-control-max-age'), '600');
  });

  it('refuses a page of another origin, and null', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const answer = await edge.post('/body', { a: 1 }, { origin });
      assert.equal(answer.status, 403);
      assert.deepEqual(answer.body, failed('bad_origin', '不允许的来源'));
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
      assert.equal((await preflight(origin)).status, 403);
    }
  });

  it('allows a page of the server itself', async () => {
    assert.equal((await edge.get('/language', { origin: edge.url })).status, 200);
  });
});
