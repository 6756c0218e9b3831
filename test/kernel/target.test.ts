import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'mocha';
import { normalizeTarget } from '../../kernel/target.ts';

/** The path that is left of a request, undefined where it is refused. */
function pathOf(url: string, host: string | undefined = 'chat.example'): string | undefined {
  const request = { url, headers: { host } } as IncomingMessage;
  return normalizeTarget(request) ? request.url : undefined;
}

describe('kernel/target', () => {
  it('leaves a path as it is', () => {
    for (const url of ['/', '/api?a=b', '//api', '/%E0%A4%A', '/[', '*']) assert.equal(pathOf(url), url);
  });

  it('takes the path of a whole address', () => {
    assert.equal(pathOf('http://chat.example/api/x?a=http://b'), '/api/x?a=http://b');
    assert.equal(pathOf('HTTPS://chat.example'), '/');
    assert.equal(pathOf('http://chat.example?a=1'), '/?a=1');
  });

  it('G16 refuses what is neither', () => {
    for (const url of ['', 'api', 'chat.example:443', 'http://[::1/', 'http://', 'ftp://chat.example/', 'javascript:alert(1)'])
      assert.equal(pathOf(url), undefined, url);
  });

  it('G16 refuses a host that is none', () => {
    for (const host of ['chat.example', 'chat.example:8080', '[::1]:80', '10.0.0.1', 'localhost', ''])
      assert.equal(pathOf('/', host), '/', host);
    assert.equal(pathOf('/', undefined), '/');
    for (const host of ['[::1', 'a b', 'chat.example/x', 'ann@chat.example', 'chat.example:99999', 'x?', 'x#', '<>', ':80'])
      assert.equal(pathOf('/', host), undefined, host);
  });
});
