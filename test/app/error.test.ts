import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'mocha';
import { ChatError, ERRORS, errorText, fail, isErrorCode, type ErrorParams } from '../../app/error.ts';
import type { ErrorTable } from '../../app/error/row.ts';

const CODES = Object.keys(ERRORS) as (keyof typeof ERRORS)[];
const root = new URL('../../', import.meta.url);

interface DocumentedRow {
  code: string;
  status: number;
  zh: string;
  en: string;
}

function documentedRows(page: string): DocumentedRow[] {
  return fs
    .readFileSync(new URL(page, root), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, code, status, zh, en, when] = line.match(/^\| `(\w+)` \| (\d+) \| (.+) \| (.+) \| (.+) \|$/) ?? [];
      return code && zh && en && when ? [{ code, status: Number(status), zh, en }] : [];
    });
}

describe('app/error', () => {
  it('is documented row by row in docs/errors.md, both ways', () => {
    const rows = CODES.map((code) => ({ code, status: ERRORS[code].status, zh: ERRORS[code].zh, en: ERRORS[code].en }));
    assert.deepEqual(documentedRows('docs/errors.md'), rows);
  });

  it('is documented for each plugin in its README', async () => {
    const plugins = fs
      .readdirSync(new URL('plugins/', root))
      .filter((name) => fs.existsSync(new URL(`plugins/${name}/app/error.ts`, root)));
    assert.ok(plugins.includes('push'));
    for (const name of plugins) {
      const { default: table } = (await import(new URL(`plugins/${name}/app/error.ts`, root).href)) as { default: ErrorTable };
      const rows = Object.entries(table).map(([code, row]) => ({ code, ...row }));
      assert.deepEqual(documentedRows(`plugins/${name}/README.md`), rows, name);
    }
  });

  it('has every code once: areas do not overwrite each other', async () => {
    const folder = new URL('app/error/', root);
    const tables = fs.readdirSync(folder).map((file) => fs.readFileSync(new URL(file, folder), 'utf8'));
    const declared = tables.flatMap((text) => [...text.matchAll(/^ {2}(\w+): \{/gm)].map(([, code]) => code));
    assert.deepEqual(new Set(declared), new Set(CODES));
    assert.equal(declared.length, CODES.length);
  });

  it('asks for the same values in both languages', () => {
    const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
    for (const code of CODES) assert.deepEqual(names(ERRORS[code].zh), names(ERRORS[code].en), code);
  });

  it('writes Chinese with full-width punctuation', () => {
    for (const code of CODES) assert.doesNotMatch(ERRORS[code].zh, /[\u4e00-\u9fff][,!?:;]/, code);
  });

  it('fills values once, and leaves what looks like a placeholder in a value alone', () => {
    const params = { desc: { zh: '昵称', en: 'Nickname' }, value: '{type}', type: 'int' };
    assert.equal(errorText('input_type', params, 'zh'), '昵称 的值 `{type}` 的类型不是 `int`');
    assert.equal(errorText('input_type', params, 'en'), 'The value `{type}` of Nickname is not of type `int`');
    assert.equal(errorText('recall_late', Object.create({ minutes: 1 }) as ErrorParams, 'zh'), '消息超过{minutes}分钟，不能撤回');
  });

  it('throws an error that knows its status, text and cause', () => {
    const cause = new Error('duplicate');
    const error = new ChatError('username_taken', {}, { cause });
    assert.equal(error.status, 409);
    assert.equal(error.text('zh'), '该账号已存在，请换一个账号注册');
    assert.equal(error.cause, cause);
    assert.equal(new ChatError('too_many', {}, { retryAfter: 3 }).retryAfter, 3);
    assert.throws(() => fail('recall_late', { minutes: 5 }), { name: 'ChatError', code: 'recall_late', params: { minutes: 5 } });
  });

  it('knows a code from any other text', () => {
    assert.ok(isErrorCode('blocked'));
    for (const text of ['ECONNREFUSED', 'toString', '__proto__', '', 5, undefined]) assert.equal(isErrorCode(text), false);
  });
});
