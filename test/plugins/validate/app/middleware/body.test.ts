import assert from 'node:assert/strict';
import http from 'node:http';
import zlib from 'node:zlib';
import { after, before, describe, it } from 'mocha';
import { failed, startEdge, type Answer, type Edge } from '../../../../app/middleware/edge.ts';

const BAD_JSON = failed('bad_json', '请求内容不是正确的 JSON');
const BAD_REQUEST = failed('bad_request', '请求无法读取');
const TOO_LARGE = failed('payload_too_large', '请求内容过大');
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('plugins/validate/app/middleware/body', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.app.close());

  it('reads JSON objects and forms', async () => {
    assert.deepEqual((await edge.post('/body', { a: [1] })).body, { msg: 'ok', data: { a: [1] } });
    assert.deepEqual((await edge.post('/body', 'a=1&b=', FORM)).body, { msg: 'ok', data: { a: '1', b: '' } });
    assert.deepEqual((await edge.post('/body', '')).body, { msg: 'ok', data: {} });
  });

  it('D21 refuses JSON that is none, and JSON that is no object', async () => {
    for (const body of ['{', '"text"', '5', 'null', '{"a":1}}', '{"__proto__":{"a":1}}', '{"a":NaN}']) {
      const answer = await edge.post('/body', body);
      assert.equal(answer.status, 400, body);
      assert.deepEqual(answer.body, BAD_JSON, body);
    }
    assert.deepEqual((await edge.post('/body', '[1]')).body, BAD_REQUEST);
  });

  it('D21 survives deep nesting', async () => {
    const answer = await edge.post('/body', '['.repeat(500) + ']'.repeat(500));
    assert.deepEqual(answer.body, BAD_REQUEST);
  });

  it('takes any other content as no body', async () => {
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense']) {
      assert.deepEqual((await edge.post('/body', '{"a":1}', { 'content-type': type })).body, { msg: 'ok', data: {} }, type);
    }
  });

  it('refuses what it cannot unpack, and counts the unpacked bytes', async () => {
    const send = (body: Buffer, encoding: string): Promise<Answer> => upload(edge, [body], { 'content-encoding': encoding });
    assert.deepEqual((await send(zlib.gzipSync('{"a":1}'), 'gzip')).body, { msg: 'ok', data: { a: 1 } });
    assert.deepEqual((await send(Buffer.from('{"a":1}'), 'gzip')).body, BAD_REQUEST);
    assert.deepEqual((await send(Buffer.from('{"a":1}'), 'zstd')).body, BAD_REQUEST);
    assert.deepEqual((await send(zlib.gzipSync(`{"a":"${'x'.repeat(5_000_000)}"}`), 'gzip')).body, TOO_LARGE);
  });

  it('answers 413 to a body of 10 MB, whether its size is said before or not', async () => {
    const chunks = Array.from({ length: 160 }, () => Buffer.alloc(64 * 1024, 'x'));
    for (const headers of [{ 'content-length': String(160 * 64 * 1024) }, {}]) {
      const { status, body } = await upload(edge, chunks, headers);
      assert.deepEqual([status, body], [413, TOO_LARGE]);
    }
  });
});

function upload(edge: Edge, chunks: readonly Buffer[], headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // A connection of its own, whatever the test before left open.
    const options = { agent: false, method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
    const request = http.request(`${edge.url}/body`, options);
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(response.headers as Record<string, string>),
          body: JSON.parse(text) as unknown,
        }),
      );
    });
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}
