import assert from 'node:assert/strict';
import { Api } from '../../support/api.ts';
import { serveApp } from '../../support/app.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { hasUnit } from '../../support/has-unit.ts';
import { uploaded } from '../../support/upload.ts';

(hasUnit('file') ? describe : describe.skip)('files that a search finds', () => {
  const target = serveApp();

  it('G32 are named by the address at which their reader reaches the server', async () => {
    const [ann, bob] = [await createOpenUser(target), await createOpenUser(target)];
    const file = await uploaded(target, ann.token, { bytes: 'a text', name: 'harbour.txt', type: 'text/plain' });
    const data = JSON.stringify({ url: file.url, name: 'harbour.txt', size: 6 });
    assert.equal((await post(target, ann, { to: bob.id, type: 'file', data })).status, 200);
    const elsewhere = target.url.replace('127.0.0.1', 'localhost');
    const hits = await new Api(elsewhere).as(bob.token).post<{ list: unknown[] }>('/api/chat/search', { keyword: 'harbour' });
    const [address = ''] = JSON.stringify(hits.data).match(/[^"\\]*\/uploads\/[^"\\]*/) ?? [];
    assert.ok(address.startsWith(elsewhere), address);
    assert.equal((await fetch(address)).status, 200);
  });
});
