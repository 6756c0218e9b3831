import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { failed, startEdge, type Edge } from '../../../../app/middleware/edge.ts';

describe('plugins/validate/app/middleware/accept', () => {
  let edge: Edge;
  before(async () => {
    edge = await startEdge();
  });
  after(() => edge.app.close());

  it('gives the action what it read, from JSON and from a form', async () => {
    const expected = { msg: 'ok', data: { id: 7, data: '你好' }, extra: 1 };
    assert.deepEqual((await edge.post('/message/7', { data: '你好', id: 9 })).body, expected);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    assert.deepEqual((await edge.post('/message/7', `data=${encodeURIComponent('你好')}`, form)).body, expected);
  });

  it('answers 422 with the first problem in the language asked for', async () => {
    const answer = await edge.post('/message/x', { data: '' });
    assert.equal(answer.status, 422);
    assert.deepEqual(answer.body, failed('input_type', '编号 的值 `x` 的类型不是 `int`'));
    const english = await edge.post('/message/7', { data: 'x'.repeat(11) }, { 'accept-language': 'en' });
    assert.deepEqual(english.body, failed('input_length', 'The length of Content must be between 1 and 10'));
  });

  it('tells the programmer when action and route name different rules', async () => {
    const answer = await edge.post('/other', {});
    assert.equal(answer.status, 500);
    const { err } = edge.logged.at(-1)!.fields as { err: Error };
    assert.equal(err.message, 'POST /other has no step accept() for the rule "Write a message"');
  });
});
