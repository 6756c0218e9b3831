import assert from 'node:assert/strict';
import { validate, version } from 'uuid';
import { uuid } from '../../../web/shared/uuid.ts';

describe('uuid', () => {
  it('is a v7: valid, of its time, and never the same', () => {
    const before = Date.now();
    const ids = Array.from({ length: 1000 }, uuid);
    const times = ids.map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));
    assert.ok(ids.every((id) => validate(id) && version(id) === 7));
    assert.ok(times.every((time) => time >= before && time <= Date.now()));
    assert.equal(new Set(ids).size, ids.length);
  });
});
