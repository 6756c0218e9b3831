import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { describe, it } from 'mocha';
import { id, InputError, int, rule, text, type Words } from '#validate';

const send = rule({
  zh: '发送消息',
  en: 'Send a message',
  fields: {
    to: id({ zh: '接收者', en: 'Recipient' }),
    data: text({ zh: '内容', en: 'Content' }),
    page: int({ zh: '页码', en: 'Page', in: 'path', min: 1 }),
    limit: int({ zh: '每页数量', en: 'Limit', in: 'query', min: 1, cap: 100, default: 20 }),
  },
});

describe('plugins/validate/rule', () => {
  it('reads each field of a request from its place only', () => {
    const input = send.read({ path: { page: '2' }, query: { limit: '500', to: '9' }, body: { to: 7, data: 'hi', page: 5 } });
    assert.deepEqual(input, { to: 7, data: 'hi', page: 2, limit: 100 });
    assert.throws(() => send.read({ path: { page: '2' }, query: { to: '9' }, body: { data: 'hi' } }), { code: 'input_required' });
  });

  it('reads a frame from one object', () => {
    assert.deepEqual(send.parse({ to: '7', data: 'hi', page: 1 }), { to: 7, data: 'hi', page: 1, limit: 20 });
  });

  it('G91 takes what a body holds for the text it means, and a frame, a path and a query at their word', () => {
    const page = { path: { page: '2' }, query: {} };
    assert.deepEqual(send.read({ ...page, body: { to: '7', data: { a: 1 } } }), { to: 7, data: '{"a":1}', page: 2, limit: 20 });
    assert.equal(send.read({ ...page, body: { to: 7, data: 12 } }).data, '12');
    for (const data of [{ a: 1 }, 12, true]) assert.throws(() => send.parse({ to: 7, page: 1, data }), { code: 'input_type' });
    const show = rule({ zh: '', en: '', in: 'query', fields: { name: text({ zh: '名', en: 'Name' }) } });
    assert.throws(() => show.read({ path: {}, query: { name: ['a', 'b'] }, body: {} }), { code: 'input_type' });
  });

  it('tells the first problem in the order of the fields', () => {
    assert.throws(
      () => send.parse({ page: 0 }),
      (error) => error instanceof InputError && isLabel(error.params['desc'], '接收者'),
    );
    assert.throws(
      () => send.parse({ page: 0, to: 1 }),
      (error) => error instanceof InputError && isLabel(error.params['desc'], '内容'),
    );
    assert.throws(() => send.parse({ page: 0, to: 1, data: 'x' }), { code: 'input_range' });
  });

  it('G62 says exactly how long where there is one length only, and between which bounds otherwise', () => {
    const wrong = (min: number, max: number) => (): unknown =>
      rule({ zh: '', en: '', fields: { code: text({ zh: '码', en: 'Code', min, max }) } }).parse({ code: 'x' });
    const says = (range: Words) => (error: unknown) => error instanceof InputError && isDeepStrictEqual(error.params['range'], range);
    assert.throws(wrong(10, 10), says({ zh: '是 10', en: 'exactly 10' }));
    assert.throws(wrong(2, 10), says({ zh: '在 2 和 10 之间', en: 'between 2 and 10' }));
  });

  it('D21 takes nothing from a prototype and gives nothing but its fields', () => {
    const hostile = JSON.parse('{"to":1,"data":"x","page":1,"__proto__":{"limit":3},"admin":true}') as object;
    assert.deepEqual(send.parse(hostile), { to: 1, data: 'x', page: 1, limit: 20 });
    assert.throws(() => send.parse(Object.create({ to: 1, data: 'x', page: 1 })), { code: 'input_required' });
    const named = rule({ zh: '', en: '', fields: { constructor: text({ zh: '', en: '', optional: true }) } });
    assert.equal(named.parse({}).constructor, undefined);
  });

  it('refuses a source that is no object', () => {
    for (const source of [undefined, null, 5, 'to', [], true]) assert.throws(() => send.parse(source), { code: 'input_required' });
  });

  it('keeps what was read per owner', () => {
    const [one, other] = [{}, {}];
    send.keep(one, send.parse({ to: 7, data: 'hi', page: 1 }));
    assert.equal(send.kept(one)?.to, 7);
    assert.equal(send.kept(other), undefined);
  });
});

function isLabel(value: unknown, zh: string): boolean {
  return typeof value === 'object' && value !== null && 'zh' in value && value.zh === zh;
}
