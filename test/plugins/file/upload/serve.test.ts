import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { before, describe, it } from 'mocha';
import { serveApp } from '../../../support/app.ts';
import { createUser, type TestUser } from '../../../support/factory.ts';
import { MP4, picture, uploaded } from '../../../support/upload.ts';

describe('upload/serve', () => {
  const target = serveApp();
  let user: TestUser;
  let other: TestUser;

  before(async () => {
    user = await createUser(target);
    other = await createUser(target);
  });

  async function open(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return fetch(new URL(url, target.url), { headers, method });
  }

  it('D39 never shows in place what could run', async () => {
    for (const [name, bytes] of [
      ['a.png', '<!doctype html><script>alert(1)</script>'],
      ['b.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['c.jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
      ['d.pdf', '%PDF-1.7\n'],
    ] as const) {
      const { url } = await uploaded(target, user.token, { bytes, name, type: 'image/png' });
      const { headers } = await open(url);
      assert.match(headers.get('content-disposition') ?? '', /^attachment;/);
      assert.match(headers.get('content-type') ?? '', /^application\/(?:octet-stream|pdf)$/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
    }
  });

  it('D39 shows a picture with a script behind it as a picture, and as nothing else', async () => {
    const bytes = Buffer.concat([await picture('gif'), Buffer.from('<script>alert(1)</script>')]);
    const { url } = await uploaded(target, user.token, { bytes, name: 'a.html', type: 'text/html' });
    const { headers } = await open(url);
    assert.deepEqual([headers.get('content-type'), headers.get('content-disposition')], ['image/gif', 'inline']);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(headers.get('cache-control'), 'private, max-age=31536000, immutable');
  });

  it('D10 says the same of a file that is missing and of one that is closed', async () => {
    const { url } = await uploaded(target, user.token, { bytes: 'secret' });
    const { pathname, search } = new URL(url);
    const missing = `/uploads/${randomUUID()}.bin`;
    const answers = await Promise.all(
      [
        pathname,
        missing,
        `${missing}${search}`,
        `${pathname}?sign=x`,
        `${pathname}${search}x`,
        `${pathname}${search}&expires=1`,
        '/uploads/x',
        '/uploads/..%2Ffoyer.db',
      ].map(async (address) => {
        const response = await open(address, { token: other.token });
        return [response.status, await response.text(), response.headers.get('cache-control'), response.headers.get('etag')];
      }),
    );
    for (const answer of answers)
      assert.deepEqual(answer, [404, '{"msg":"fail","data":"接口不存在","code":"not_found"}', 'no-store', null]);
  });

  it('does not open under another ending', async () => {
    const { url } = await uploaded(target, user.token, { bytes: 'text' });
    assert.equal((await open(url.replace('.bin?', '.html?'))).status, 404);
  });

  it('opens for its owner by a token: header, Bearer, or in the address; not by a bad one', async () => {
    const { url } = await uploaded(target, user.token, { bytes: 'mine' });
    const { pathname } = new URL(url);
    assert.equal(await (await open(pathname, { token: user.token })).text(), 'mine');
    assert.equal((await open(pathname, { authorization: `Bearer ${user.token}` })).status, 200);
    assert.equal((await open(`${pathname}?token=${user.token}`)).status, 200);
    for (const headers of [{}, { token: 'x' }, { token: other.token }]) assert.equal((await open(pathname, headers)).status, 404);
  });

  it('gives parts of it', async () => {
    const { url } = await uploaded(target, user.token, { bytes: MP4 });
    const part = await open(url, { range: 'bytes=4-11' });
    assert.deepEqual([part.status, await part.text()], [206, 'ftypisom']);
    assert.equal(part.headers.get('content-range'), `bytes 4-11/${MP4.length}`);
    assert.equal(part.headers.get('content-length'), '8');
    assert.equal(part.headers.get('content-type'), 'video/mp4');
    const last = await open(url, { range: 'bytes=-1' });
    assert.deepEqual([last.status, await last.text()], [206, '\x07']);
    const whole = await open(url, { range: 'bytes=0-1,4-5' });
    assert.deepEqual([whole.status, (await whole.arrayBuffer()).byteLength], [200, MP4.length]);
    assert.equal(whole.headers.get('accept-ranges'), 'bytes');
  });

  it('refuses a part beyond its end', async () => {
    const { url } = await uploaded(target, user.token, { bytes: MP4 });
    const { status, headers } = await open(url, { range: `bytes=${MP4.length}-` });
    assert.deepEqual([status, headers.get('content-range'), headers.get('cache-control')], [416, `bytes */${MP4.length}`, 'no-store']);
  });

  it('gives the whole to who has a part of something else', async () => {
    const { url, id } = await uploaded(target, user.token, { bytes: MP4 });
    assert.equal((await open(url, { range: 'bytes=0-1', 'if-range': '"other"' })).status, 200);
    assert.equal((await open(url, { range: 'bytes=0-1', 'if-range': `"${id}"` })).status, 206);
  });

  it('sends nothing to who has it', async () => {
    const { url, id } = await uploaded(target, user.token, { bytes: 'text' });
    // fetch itself would ask past every cache
    const request = http.get(url, { headers: { 'if-none-match': `"${id}"` } });
    const [{ statusCode, headers }] = (await once(request, 'response')) as [http.IncomingMessage];
    assert.deepEqual([statusCode, headers.etag], [304, `"${id}"`]);
  });

  it('answers HEAD with what GET would say', async () => {
    const { url } = await uploaded(target, user.token, { bytes: MP4 });
    const { status, headers } = await open(url, {}, 'HEAD');
    assert.deepEqual([status, headers.get('content-length'), headers.get('content-type')], [200, String(MP4.length), 'video/mp4']);
  });

  it('is not found once its bytes are lost', async () => {
    const { url, id } = await uploaded(target, user.token, { bytes: 'text' });
    await target.app.storage.remove(`${id.slice(0, 2)}/${id}`);
    const { status, headers } = await open(url);
    assert.deepEqual([status, headers.get('cache-control')], [404, 'no-store']);
  });
});
