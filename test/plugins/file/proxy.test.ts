import assert from 'node:assert/strict';
import path from 'node:path';
import { Application } from '#kernel';
import { readPage } from '../../docs/page.ts';

describe('deploy/nginx.conf', () => {
  it('G103 lets the largest file in', async () => {
    const { config } = await Application.load({ baseDir: path.join(import.meta.dirname, '../../..') });
    const largest = Number(/client_max_body_size (\d+)m;/.exec(readPage('deploy/nginx.conf'))?.[1]) * 1024 * 1024;
    assert.ok(largest > Math.max(...Object.values(config.upload.limits)));
  });
});
