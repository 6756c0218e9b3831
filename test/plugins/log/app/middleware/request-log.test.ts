import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createLogger } from '../../../../../plugins/log/logger.ts';
import log from '../../../../../plugins/log/plugin.ts';
import { startEdge, type Edge } from '../../../../app/middleware/edge.ts';
import { thrown } from '../../../../app/middleware/fixture/app/router.ts';

describe('plugins/log/app/middleware/request-log', () => {
  let edge: Edge;
  const entries: Record<string, unknown>[] = [];
  before(async () => {
    edge = await startEdge({ plugins: { log } });
    const write = (line: string): void => void entries.push(JSON.parse(line) as Record<string, unknown>);
    edge.app.logger = createLogger({ level: 'debug', pretty: false }, { write });
  });
  after(() => edge.app.close());
  beforeEach(() => entries.splice(0));

  it('D06 writes one entry per request, without query or body', async () => {
    await edge.post('/message/7?token=hunter2', { data: 'hunter2' }, { token: 'hunter2', authorization: 'Bearer hunter2' });
    assert.equal(entries.length, 1);
    const { ms, time: _, request, ...entry } = entries[0]!;
    const message = 'POST /message/7 200';
    assert.deepEqual(entry, { level: 'info', method: 'POST', path: '/message/7', status: 200, ip: '127.0.0.1', msg: message });
    assert.ok(Number(ms) >= 0);
    assert.match(String(request), /^[0-9a-f-]{36}$/);
    assert.doesNotMatch(JSON.stringify(entries), /hunter2/);
  });

  it('sees the status that the failure middleware gave, and shares the id with its entry', async () => {
    thrown.value = new TypeError('defect');
    const { headers } = await edge.get('/fail');
    assert.deepEqual(
      entries.map(({ level, msg }) => [level, msg]),
      [
        ['error', 'internal error at GET /fail'],
        ['warn', 'GET /fail 500'],
      ],
    );
    const id = headers.get('x-request-id');
    assert.deepEqual(
      entries.map(({ request }) => request),
      [id, id],
    );
  });

  it('writes what no route answered', async () => {
    await edge.get('/nowhere');
    assert.equal(entries[0]!['msg'], 'GET /nowhere 404');
  });

  it('is quiet about health and metrics', async () => {
    await edge.get('/healthz');
    assert.deepEqual(entries, []);
  });

  it('takes a request id from a trusted proxy only, and only a plain one', async () => {
    const idOf = async (given: string): Promise<string | null> =>
      (await edge.get('/language', { 'x-request-id': given })).headers.get('x-request-id');
    assert.notEqual(await idOf('proxy-0001'), 'proxy-0001');
    edge.app.proxy = true;
    assert.equal(await idOf('proxy-0001'), 'proxy-0001');
    assert.notEqual(await idOf('a b {} "c" d'), 'a b {} "c" d');
    edge.app.proxy = false;
  });

  it('gives the frames of a connection its id', () => {
    const ctx = edge.app.createAnonymousContext();
    const id = ctx.requestId;
    assert.equal(edge.app.deriveContext(ctx).requestId, id);
    edge.app.deriveContext(ctx).logger.info('frame');
    assert.equal(entries[0]!['request'], id);
  });
});
