import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import metrics from '../../../../../plugins/metrics/plugin.ts';
import { failed, startEdge, type Edge } from '../../../../app/middleware/edge.ts';

describe('plugins/metrics/app/controller/metrics', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge({ plugins: { metrics }, config: { metrics: { local: true } } });
  });
  after(() => edge.app.close());

  it('measures requests by their route as declared, not by their path', async () => {
    await edge.post('/message/7', { data: 'x' });
    await edge.post('/message/8', { data: 'x' });
    await edge.get('/message/7');
    await edge.get('/nowhere/9');
    const { status, headers, body } = await edge.get('/metrics');
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.match(String(body), /^http_request_duration_seconds_count\{method="POST",route="\/message\/:id",status="200"\} 2$/m);
    assert.match(String(body), /^http_request_duration_seconds_count\{method="GET",route="none",status="404"\} 1$/m);
    assert.doesNotMatch(String(body), /message\/7|nowhere/);
  });

  it('makes no series of a method that is none', async () => {
    const response = await fetch(`${edge.url}/language`, { method: 'PROPFIND' });
    assert.equal(response.status, 405);
    const { body } = await edge.get('/metrics');
    assert.match(String(body), /method="other"/);
    assert.doesNotMatch(String(body), /PROPFIND/);
  });

  it('G19 is not there for who may not read', async () => {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via', 'forwarded']) {
      const answer = await edge.get('/metrics', { [name]: '10.0.0.1' });
      assert.equal(answer.status, 404, name);
      assert.deepEqual(answer.body, failed('not_found', '接口不存在'));
    }
  });

  it('G19 is for no one without a token where the server is behind a proxy, or may be', async () => {
    for (const config of [{ server: { proxy: true }, metrics: { local: true } }, {}]) {
      const behind = await startEdge({ plugins: { metrics }, config });
      try {
        assert.equal((await behind.get('/metrics')).status, 404, JSON.stringify(config));
      } finally {
        await behind.app.close();
      }
    }
  });

  it('asks for the token where there is one', async () => {
    const guarded = await startEdge({ plugins: { metrics }, config: { metrics: { tokens: ['s3cret', 'n3xt'] } } });
    try {
      assert.equal((await guarded.get('/metrics')).status, 404);
      assert.equal((await guarded.get('/metrics', { authorization: 'Bearer s3cret' })).status, 200);
      assert.equal((await guarded.get('/metrics', { authorization: 'Bearer n3xt' })).status, 200);
    } finally {
      await guarded.app.close();
    }
  });
});
