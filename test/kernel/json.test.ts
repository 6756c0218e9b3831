import assert from 'node:assert/strict';
import { parseJson } from '#kernel';

describe('kernel/json', () => {
  it('gives the value of a JSON text, and undefined for any other', () => {
    assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
    assert.equal(parseJson('null'), null);
    for (const text of ['', '{"a":1', 'undefined', "{'a':1}"]) assert.equal(parseJson(text), undefined, text);
  });
});
