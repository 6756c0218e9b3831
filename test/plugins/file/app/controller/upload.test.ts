import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { bootApp, serveApp, type TestApp } from '../../../../support/app.ts';
import { createUser, createVisitor, type TestUser } from '../../../../support/factory.ts';
import { form, MP3, MP4, pathOf, picture, post, upload, uploaded } from '../../../../support/upload.ts';
import { until } from '../../../../support/wait.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const LIMITS = { image: 64 * KIB, audio: 64 * KIB, video: 128 * KIB, file: 256 * KIB };
const HEADERS = { 'content-type': 'multipart/form-data; boundary=----foyer' };

describe('uploads', () => {
  const target = serveApp({ config: { upload: { limits: LIMITS, motion: 100_000_000 } } });
  let user: TestUser;
  let other: TestUser;

  before(async () => {
    user = await createUser(target);
    other = await createUser(target);
  });

  const spool = (): string[] => fs.readdirSync(path.join(target.dataDir, 'uploads/incoming'));
  const stored = (): string[] =>
    fs
      .readdirSync(path.join(target.dataDir, 'uploads'), { recursive: true, withFileTypes: true })
      .flatMap((entry) => (entry.isFile() ? entry.name : []));
  const rows = async (): Promise<number> => Number((await target.app.sql.query('SELECT COUNT(*) AS n FROM upload'))[0]?.['n']);

  /** Refused, and nothing of it stays. */
  async function refused(sending: Parameters<typeof upload>[2], code: string): Promise<string> {
    const before = [stored().length, await rows()];
    const answer = await upload(target, user.token, sending);
    assert.equal(answer.code, code);
    assert.deepEqual(spool(), []);
    assert.deepEqual([stored().length, await rows()], before);
    return answer.data as unknown as string;
  }

  describe('taking them in', () => {
    it('answers with a signed address that opens anywhere, and what is known of the file', async () => {
      const bytes = await picture('png', { width: 8, height: 4 });
      const { url, thumb, ...rest } = await uploaded(target, user.token, { bytes, name: '猫.png' });
      assert.deepEqual(rest, {
        id: rest.id,
        path: `/uploads/${rest.id}.png`,
        expires: rest.expires,
        kind: 'image',
        type: 'image/png',
        name: '猫.png',
        size: bytes.length,
        width: 8,
        height: 4,
      });
      assert.equal(thumb, url);
      const response = await fetch(url);
      assert.equal(response.status, 200);
      assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
    });

    it('has the course’s address too, whose folder leads nowhere', async () => {
      for (const folder of ['images', '..%2F..%2Fetc', '%2Ftmp']) {
        const sending = { bytes: 'text', path: `/api/chat/uploadStreamSingleToServerDiy/${folder}` };
        const { url } = await uploaded(target, user.token, sending);
        assert.match(pathOf(url), /^\/uploads\/[0-9a-f-]{36}\.bin\?viewer=\d+&expires=\d+&sign=/);
      }
    });

    it('takes files of visitors', async () => {
      const visitor = await createVisitor(target);
      assert.equal((await upload(target, visitor.token, { bytes: 'text' })).status, 200);
    });

    it('refuses who has no token before the body is read', async () => {
      const { status, code } = await post(target, form({ bytes: 'x' }), { headers: {} });
      assert.deepEqual({ status, code }, { status: 401, code: 'token_missing' });
      assert.deepEqual(spool(), []);
    });

    it('asks for a file: no form, none in it, another field, an empty one', async () => {
      const as = target.api.as(user.token);
      assert.equal((await as.post('/api/chat/socket/upload', {})).code, 'upload_missing');
      assert.equal((await as.form('/api/chat/socket/upload', { file: 'x' })).code, 'upload_missing');
      for (const body of [
        '------foyer--\r\n',
        '------foyer\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n------foyer--\r\n',
        '------foyer\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\nx\r\n------foyer--\r\n',
      ])
        assert.equal((await post(target, Buffer.from(body), { headers: { token: user.token } })).code, 'upload_missing', body);
      assert.equal(await refused({ bytes: '' }, 'upload_missing'), '请选择要上传的文件');
    });

    it('takes one file of a form and leaves the rest', async () => {
      const field = '------foyer\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n';
      const two = Buffer.concat([Buffer.from(field), form({ bytes: 'one' }).subarray(0, -15), form({ bytes: 'two' })]);
      const before = await rows();
      const { status, data } = await post<{ size: number }>(target, two, { headers: { token: user.token } });
      assert.deepEqual([status, data.size, await rows()], [200, 3, before + 1]);
    });

    it('D39 holds each kind to its limit, whatever the client says of type and size', async () => {
      const png = Buffer.concat([await picture('png'), Buffer.alloc(LIMITS.image)]);
      assert.equal(await refused({ bytes: png, name: 'a.mp4', type: 'video/mp4' }, 'upload_too_large'), '文件过大，不能超过64 KB');
      await refused({ bytes: Buffer.concat([MP3, Buffer.alloc(LIMITS.audio)]) }, 'upload_too_large');
      await refused({ bytes: Buffer.concat([MP4, Buffer.alloc(LIMITS.video)]) }, 'upload_too_large');
      await refused({ bytes: Buffer.alloc(LIMITS.file + 1) }, 'upload_too_large');
      assert.equal((await upload(target, user.token, { bytes: Buffer.alloc(LIMITS.file) })).status, 200);
    });

    it('says 413 in English too', async () => {
      const sending = { bytes: Buffer.alloc(LIMITS.file + 1), headers: { 'accept-language': 'en' } };
      const { status, data } = await upload(target, user.token, sending);
      assert.deepEqual([status, data], [413, 'The file is too large. The limit is 256 KB']);
    });

    it('D39 stops reading a body without an end', async () => {
      let sent = 0;
      const head = form({ bytes: '' }).subarray(0, -17);
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 64 * KIB;
          // Not without an end after all: a server that reads on, or a fetch that no longer waits for it, must not fill the memory.
          if (sent > 64 * MIB) return controller.error(new Error('read to the end'));
          controller.enqueue(sent === 64 * KIB ? head : new Uint8Array(64 * KIB));
        },
      });
      const answer = await post(target, body, { headers: { token: user.token } }).catch(() => undefined);
      // The client may see the answer or only the end of the connection, as it was still writing.
      if (answer) assert.equal(answer.code, 'upload_too_large');
      assert.ok(sent < 64 * MIB, `${sent} bytes were read`);
      await until(() => spool().length === 0, { message: 'an empty spool' });
    });

    it('D39 keeps nothing of a form that breaks off, or of a client that goes', async () => {
      const whole = form({ bytes: Buffer.alloc(100 * KIB) });
      const before = [stored().length, await rows()];
      const broken = await post(target, whole.subarray(0, 50 * KIB), { headers: { token: user.token } });
      assert.equal(broken.code, 'bad_request');
      const request = http.request(`${target.url}/api/chat/socket/upload`, {
        method: 'POST',
        headers: { ...HEADERS, token: user.token, 'content-length': whole.length },
      });
      request.on('error', () => undefined);
      request.write(whole.subarray(0, 80 * KIB));
      await until(() => spool().length === 1, { message: 'a file under way' });
      request.destroy();
      await until(() => spool().length === 0, { message: 'an empty spool' });
      assert.deepEqual([stored().length, await rows()], before);
    });

    it('D39 keeps a name to be shown, and uses it for nothing', async () => {
      for (const [given, shown] of [
        ['../../x.png', 'x.png'],
        ['a"b.txt', 'a"b.txt'],
        ['a\r\nX: y.txt', 'a X: y.txt'],
        ['\u202Egnp.exe', 'gnp.exe'],
        [`${'长'.repeat(300)}.txt`, `${'长'.repeat(196)}.txt`],
      ] as const) {
        const { name, url } = await uploaded(target, user.token, { bytes: 'text', name: given });
        assert.equal(name, shown);
        const response = await fetch(url);
        const [, saved = ''] = /^attachment; filename\*=UTF-8''([\w.%!~-]+)$/.exec(response.headers.get('content-disposition') ?? '') ?? [];
        assert.equal(decodeURIComponent(saved), shown);
      }
    });
  });

  describe('signing an address', () => {
    it('gives a fresh one to who may open the file, by address or uuid', async () => {
      const { url, id } = await uploaded(target, user.token, { bytes: 'text' });
      const api = target.api.as(user.token);
      for (const address of [url, new URL(url).pathname, id]) {
        const { data } = await api.post<{ url: string }>('/api/chat/upload/link', { url: address });
        assert.equal((await fetch(data.url)).status, 200);
      }
    });

    it('D10 gives none to others, and none for what is not there', async () => {
      const { url } = await uploaded(target, user.token, { bytes: 'text' });
      const api = target.api.as(other.token);
      for (const address of [url, `/uploads/${randomUUID()}.bin`, 'https://elsewhere.example/a.png', 'x'])
        assert.equal((await api.post('/api/chat/upload/link', { url: address })).code, 'not_found', address);
      assert.equal((await api.post('/api/chat/upload/link', {})).code, 'input_required');
    });
  });

  describe('with addresses that end', () => {
    let short: TestApp;

    before(
      async () => (short = await bootApp({ config: { upload: { keptLinkTtl: 60_000 }, origin: { publicUrl: 'https://chat.example' } } })),
    );
    after(() => short.close());

    it('says until when, under the address of the installation', async () => {
      const { token } = await createUser(short);
      const { url } = await uploaded(short, token, { bytes: 'text' });
      assert.match(url, /^https:\/\/chat\.example\/uploads\/[0-9a-f-]{36}\.bin\?viewer=\d+&expires=\d{13}&sign=[\w-]{43}$/);
      assert.equal((await fetch(short.url + pathOf(url))).status, 200);
      assert.equal((await fetch(short.url + pathOf(url).replace(/expires=\d+/, `expires=${Date.now() + 9e9}`))).status, 404);
    });
  });
});
