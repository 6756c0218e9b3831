import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'mocha';
import { readPage } from '../docs/page.ts';

describe('test/support/README.md', () => {
  it('names every file, and no other', () => {
    const named = Array.from(readPage('test/support/README.md').matchAll(/`([\w-]+(?:\.\w+|\/))`/g), ([, name = '']) => name);
    const entries = fs.readdirSync(import.meta.dirname, { withFileTypes: true });
    const there = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    const helpers = there.filter((name) => !/(\.test\.ts|\.md)$/.test(name));
    assert.deepEqual(named.toSorted(), helpers.toSorted());
  });
});
