import assert from 'node:assert/strict';
import { storeArchive } from '../../../bench/archive/archive.ts';
import { serveApp } from '../../support/app.ts';
import { createUser } from '../../support/factory.ts';

describe('bench/archive/unit/search', () => {
  const target = serveApp();

  it('indexes an archive as the server itself would have', async () => {
    const [owner, one, two] = [await createUser(target), await createUser(target), await createUser(target)];
    await storeArchive(target.app.sql, { owner: owner.id, pairs: [[one.id, two.id]], count: 2000 });
    const api = target.api.as(owner.token);
    const found = await api.post<{ list: unknown[]; partial: boolean }>('/api/chat/search', { keyword: '我们', limit: 50 });
    assert.deepEqual([found.data.list.length, found.data.partial], [50, false]);
  });
});
