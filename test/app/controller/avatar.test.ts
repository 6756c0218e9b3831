import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { serveApp } from '../../support/app.ts';

describe('avatars', () => {
  const target = serveApp();

  it('are drawn for who has none, for anyone to see', async () => {
    const response = await fetch(`${target.url}/avatar/user-42.svg`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'image/svg+xml');
    assert.equal(response.headers.get('content-security-policy'), "default-src 'none'; sandbox");
    assert.match(response.headers.get('cache-control') ?? '', /^public, max-age=\d+$/);
    assert.match(await response.text(), /^<svg /);
    assert.equal((await fetch(`${target.url}/avatar/group-42.svg`)).status, 200);
  });

  it('G93 are drawn for films of which there is no picture, too', async () => {
    const response = await fetch(`${target.url}/avatar/film-1a2b3c4d-260.png`);
    assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/png']);
    const { default: sharp } = await import('sharp');
    const { format, width, height } = await sharp(await response.arrayBuffer()).metadata();
    assert.deepEqual([format, width, height], ['png', 260, 146]);
  });

  it('are drawn for nothing else', async () => {
    for (const name of [
      'film-1a2b3c4d-641.png',
      'film-1a2b3c4d-0.png',
      'film-x-260.png',
      'system.png',
      'user-0.svg',
      'user-.svg',
      'admin-1.svg',
      'user-1.png',
      'user-1',
      'x',
      'user-1.svg%3Cscript%3E',
    ])
      assert.equal((await fetch(`${target.url}/avatar/${name}`)).status, 404, name);
  });
});
