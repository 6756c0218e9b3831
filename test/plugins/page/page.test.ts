import assert from 'node:assert/strict';
import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import { serveApp } from '../../support/app.ts';

const HOSTILE = [
  '/web/../app/app.js',
  '/web/%2e%2e/app/app.js',
  '/web/..%2fapp/app.js',
  '/web/..%5capp%5capp.js',
  '/web/shop/../../app/app.js',
  '/web/%252e%252e/app/app.js',
  '/web//etc/passwd.js',
  '/web/%2fetc/passwd.json',
  '/web/../../package.json',
  '/protocol/../kernel/index.js',
  '/protocol/..%2f..%2fpackage.json',
  '/web/shop%00.js',
  '/web/%E0%A4%A.js',
  '/web/.built',
  '/web/shop',
  '/web/shop/',
  '/web/',
  '/app/app.js',
  '/app/assets/',
  '/app/assets/../../demo/demo.js',
  '/app/assets/%2e%2e/%2e%2e/demo/demo.js',
  '/app/..%2fdemo/demo.js',
  '/app/.screens',
  '/widget/../app/index.html',
  '/widget/nothing.js',
  '/plugins/page/plugin.js',
  '/package.json',
  '/WEB/shop/shop.js',
];

describe('plugins/page', () => {
  const served = serveApp();

  /** Asks with the path exactly as written: `fetch` would tidy it up. */
  async function ask(path: string, { method = 'GET', headers = {} } = {}): Promise<{ answer: IncomingMessage; body: string }> {
    const { hostname, port } = new URL(served.url);
    const request = http.request({ hostname, port, path, method, headers, agent: false }).end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    return { answer, body: Buffer.concat(chunks).toString() };
  }

  it('serves the page at / under a policy that lets nothing inline run', async () => {
    const { answer, body } = await ask('/');
    assert.equal(answer.statusCode, 200);
    assert.match(answer.headers['content-type'] ?? '', /^text\/html; charset=utf-8$/);
    const policy = String(answer.headers['content-security-policy']);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.match(policy, /style-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.doesNotMatch(body, /<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
  });

  it('serves what the page names, nothing of it from elsewhere, and every module of the client', async () => {
    const seen = new Set<string>();
    const visit = async (address: string): Promise<void> => {
      if (seen.has(address)) return;
      seen.add(address);
      const { answer, body } = await ask(address);
      assert.equal(answer.statusCode, 200, address);
      assert.match(answer.headers['content-type'] ?? '', /^text\/javascript/, address);
      for (const [, specifier = ''] of body.matchAll(/(?:import|export)[^'"]*from\s*['"]([^'"]+)['"]/g)) {
        await visit(new URL(specifier, `http://x${address}`).pathname);
      }
    };
    const { body } = await ask('/');
    const links = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    assert.ok(links.length >= 3);
    for (const link of links) assert.match(link, /^\/(web\/|widget\.js$|app$)/);
    for (const link of links) assert.equal((await ask(link)).answer.statusCode, 200, link);
    for (const module of ['/web/shop/shop.js', '/web/shared/index.js']) await visit(module);
    assert.ok(seen.has('/web/shared/client.js') && seen.has('/protocol/index.js'));
  });

  it('lets a browser keep its copy as long as it holds', async () => {
    const first = await ask('/web/shop/shop.js');
    assert.equal(first.answer.headers['cache-control'], 'no-cache');
    const etag = String(first.answer.headers.etag);
    assert.match(etag, /^W\/"[0-9a-f]+-[0-9a-f]+"$/);
    const again = await ask('/web/shop/shop.js', { headers: { 'If-None-Match': etag } });
    assert.deepEqual([again.answer.statusCode, again.body], [304, '']);
    const changed = await ask('/web/shop/shop.js', { headers: { 'If-None-Match': 'W/"0-0"' } });
    assert.deepEqual([changed.answer.statusCode, changed.body], [200, first.body]);
  });

  it('serves the messenger at /app and at every view below, open to what its scanner needs and to nothing inline', async () => {
    for (const path of ['/app', '/app/', '/app/conversations/single/7', '/app/sign-in?next=/x.y']) {
      const { answer, body } = await ask(path);
      assert.equal(answer.statusCode, 200, path);
      assert.match(answer.headers['content-type'] ?? '', /^text\/html/);
      assert.equal(answer.headers['cache-control'], 'no-cache');
      const policy = String(answer.headers['content-security-policy']);
      assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
      assert.match(policy, /style-src 'self'(;|$)/);
      assert.match(policy, /worker-src 'self' blob:(;|$)/);
      assert.match(policy, /connect-src 'self' ws:\/\/127\.0\.0\.1:\d+ wss:\/\/127\.0\.0\.1:\d+(;|$)/);
      assert.match(policy, /frame-ancestors 'self'(;|$)/);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
      assert.doesNotMatch(body, /<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=/);
    }
  });

  it('lets browsers keep what carries a hash for good, and ask about the rest', async () => {
    const { body } = await ask('/app');
    const links = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    assert.ok(links.some((link) => link.startsWith('/app/assets/')));
    for (const link of [...links, '/app/sw.js']) {
      const { answer } = await ask(link);
      assert.equal(answer.statusCode, 200, link);
      const cache = link.startsWith('/app/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      assert.equal(answer.headers['cache-control'], cache, link);
    }
    const manifest = await ask('/app/manifest.webmanifest');
    assert.match(manifest.answer.headers['content-type'] ?? '', /^application\/manifest\+json/);
    const { icons, scope } = JSON.parse(manifest.body) as { icons: { src: string }[]; scope: string };
    assert.equal(scope, '/app/');
    for (const { src } of icons) assert.equal((await ask(src)).answer.statusCode, 200, src);
  });

  it('D20 names no foreign host in a policy, whatever the request calls itself', async () => {
    const { answer } = await ask('/app', { headers: { Host: "x; script-src 'unsafe-inline'" } });
    assert.doesNotMatch(String(answer.headers['content-security-policy']), /unsafe-inline/);
  });

  it('sends a compressed copy to who takes it: a page with the widget loads 10 kB at most before the click', async () => {
    const packed = await ask('/widget.js', { headers: { 'Accept-Encoding': 'gzip' } });
    assert.equal(packed.answer.headers['content-encoding'], 'gzip');
    assert.match(packed.answer.headers['vary'] ?? '', /Accept-Encoding/);
    assert.match(packed.answer.headers['content-type'] ?? '', /^text\/javascript/);
    assert.ok(Number(packed.answer.headers['content-length']) < 10_000, packed.answer.headers['content-length']);
    const plain = await ask('/widget.js');
    assert.equal(plain.answer.headers['content-encoding'], undefined);
    assert.notEqual(plain.answer.headers.etag, packed.answer.headers.etag);
    assert.equal((await ask('/widget.js.gz')).answer.statusCode, 404);
  });

  for (const path of HOSTILE) {
    it(`D39 gives nothing for ${path}`, async () => {
      const { answer, body } = await ask(path);
      assert.ok(answer.statusCode === 404 || answer.statusCode === 400, `${answer.statusCode}`);
      assert.equal((JSON.parse(body) as { msg: string }).msg, 'fail');
    });
  }

  it('answers HEAD without a body and no other method', async () => {
    const head = await ask('/web/shop/shop.css', { method: 'HEAD' });
    assert.deepEqual([head.answer.statusCode, head.body], [200, '']);
    assert.match(head.answer.headers['content-type'] ?? '', /^text\/css/);
    assert.equal((await ask('/', { method: 'POST' })).answer.statusCode, 405);
  });

  it('D12 names the account that the demo’s visitors write to, as anybody may see it', async () => {
    const missing = await ask('/api/demo');
    assert.equal(missing.answer.statusCode, 404);
    await served.app.createAnonymousContext().service.admin.createServiceAccount();
    const { data } = JSON.parse((await ask('/api/demo')).body) as { data: { kefu: Record<string, unknown> } };
    assert.equal(data.kefu['username'], 'kefu');
    assert.deepEqual(Object.keys(data.kefu).toSorted(), ['avatar', 'id', 'nickname', 'role', 'username', 'uuid']);
  });
});
