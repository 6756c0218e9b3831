import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { z } from 'zod';
import { bool, choice, id, InputError, int, json, list, text, uuid, type Field } from '#validate';
import { errorText, type Language } from '../../../app/error.ts';

const NAME = { zh: '昵称', en: 'Nickname' } as const;

function refusal(field: Pick<Field<unknown>, 'read'>, raw: unknown, language: Language = 'zh'): string {
  try {
    field.read(raw);
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return errorText(error.code, error.params, language);
  }
  return assert.fail(`${JSON.stringify(raw)} was accepted`);
}

/** The same for a value in the body of a request. */
function refusalOfBody(field: Field<unknown>, raw: unknown): string {
  return refusal({ read: (value) => field.readBody(value) }, raw);
}

describe('plugins/validate/kind', () => {
  describe('a missing value', () => {
    const cases = [undefined, null, ''];

    it('is refused where the field is required', () => {
      for (const raw of cases) assert.equal(refusal(text(NAME), raw), '昵称不能为空');
      assert.equal(refusal(int(NAME), '', 'en'), 'Nickname is required');
    });

    it('is undefined where the field is optional, and the default where there is one', () => {
      for (const raw of cases) {
        assert.equal(text({ ...NAME, optional: true }).read(raw), undefined);
        assert.equal(int({ ...NAME, default: 20 }).read(raw), 20);
      }
    });

    it('is not the empty text of a field that may be empty', () => {
      assert.equal(text({ ...NAME, min: 0, optional: true }).read(''), '');
    });

    it('is not an excuse for a wrong one: optional and present is checked', () => {
      assert.equal(refusal(int({ ...NAME, optional: true }), 'abc'), '昵称 的值 `abc` 的类型不是 `int`');
    });
  });

  describe('text', () => {
    it('G70 is refused with half of a pair of UTF-16, and not altered', () => {
      for (const raw of ['\ud800', 'a\udc00b', '\ude00\ud83d']) assert.equal(refusal(text(NAME), raw), '昵称 的格式不正确');
      assert.equal(text(NAME).read('😀'), '😀');
    });

    it('G70 is refused unread where it is far too long', () => {
      const field = text({ ...NAME, max: 3, form: () => assert.fail('was read') });
      assert.equal(refusal(field, 'a'.repeat(25)), '昵称 的长度 必须 在 1 和 3 之间');
    });

    it('G70 is measured in its form, and missing where nothing is left of it', () => {
      const field = text({ ...NAME, max: 3, form: (given) => given.replaceAll('-', '') });
      assert.equal(field.read('a-b-c'), 'abc');
      assert.equal(field.readBody(-123), '123');
      assert.equal(refusal(field, 'a-b-c-d'), '昵称 的长度 必须 在 1 和 3 之间');
      assert.equal(refusal(field, '--'), '昵称不能为空');
      assert.equal(text({ ...NAME, optional: true, form: () => '' }).read('-'), undefined);
    });

    it('has a length in characters, not in UTF-16 units', () => {
      const field = text({ ...NAME, min: 1, max: 3 });
      assert.equal(field.read('😀😀😀'), '😀😀😀');
      assert.equal(refusal(field, '😀😀😀😀'), '昵称 的长度 必须 在 1 和 3 之间');
      assert.equal(refusal(field, 'abcd', 'en'), 'The length of Nickname must be between 1 and 3');
    });

    it('D21 holds no U+0000, which not every store can keep', () => {
      for (const raw of ['\0', 'a\0b', 'ab\0']) assert.equal(refusal(text(NAME), raw), '昵称 的格式不正确');
      assert.equal(text(NAME).read('a\u0001b\\0'), 'a\u0001b\\0');
    });

    it('has a length in bytes where it is stored whole', () => {
      const field = text({ ...NAME, maxBytes: 6 });
      assert.equal(field.read('你好'), '你好');
      assert.equal(refusal(field, '你好!'), '昵称 的长度 必须 在 1 和 6 之间');
    });

    it('tells the length first and the pattern after it', () => {
      const field = text({ ...NAME, min: 4, max: 20, pattern: /^\w+$/ });
      assert.equal(refusal(field, 'a!'), '昵称 的长度 必须 在 4 和 20 之间');
      assert.equal(refusal(field, 'ab cd'), '昵称 的格式不正确');
      assert.equal(field.read('ab_cd'), 'ab_cd');
    });

    it('is no number, boolean, array or object', () => {
      assert.equal(refusal(text(NAME), 12), '昵称 的值 `12` 的类型不是 `string`');
      assert.equal(refusal(text(NAME), true), '昵称 的值 `true` 的类型不是 `string`');
      assert.equal(refusal(text(NAME), ['a']), '昵称 的值 `array` 的类型不是 `string`');
      assert.equal(refusal(text(NAME), { a: 1 }), '昵称 的值 `object` 的类型不是 `string`');
    });

    describe('G91 in a body', () => {
      const field = text({ ...NAME, max: 20 });
      const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

      it('is the text of a number or a boolean', () => {
        assert.deepEqual(
          [0, -1.5, 123456, false, true, 'x'].map((raw) => field.readBody(raw)),
          ['0', '-1.5', '123456', 'false', 'true', 'x'],
        );
      });

      it('is the JSON text of an object or an array, which its bounds count', () => {
        assert.deepEqual(
          [{ data: '你' }, ['a', 1]].map((raw) => field.readBody(raw)),
          ['{"data":"你"}', '["a",1]'],
        );
        assert.equal(field.readBody({ data: '123456789' }), '{"data":"123456789"}');
        assert.equal(refusalOfBody(field, { data: '1234567890' }), '昵称 的长度 必须 在 1 和 20 之间');
      });

      it('is still missing when it is null or empty', () => {
        for (const raw of [null, undefined, '']) assert.equal(refusalOfBody(field, raw), '昵称不能为空');
      });

      it('D21 is not made of what would lose by it: inexact numbers, objects too deep to be printed', () => {
        for (const raw of [2 ** 53, Infinity, -1e300]) assert.match(refusalOfBody(field, raw), /的类型不是 `string`$/);
        for (const depth of [33, 100_000]) assert.match(refusalOfBody(text(NAME), nested(depth)), /的值 `array` 的类型不是 `string`$/);
      });

      it('D21 keeps the keys of a prototype as the words they are', () => {
        const hostile = '{"__proto__":{"a":1},"constructor":2,"toJSON":"x"}';
        assert.equal(text(NAME).readBody(JSON.parse(hostile)), hostile);
      });

      it('is checked as any text is', () => {
        assert.equal(refusalOfBody(text({ ...NAME, pattern: /^\w+$/ }), ['ann']), '昵称 的格式不正确');
      });
    });
  });

  describe('int', () => {
    const field = int({ ...NAME, min: 1, max: 100 });

    it('comes as a number from JSON and as text from a form', () => {
      assert.deepEqual([field.read(12), field.read('12'), int(NAME).read('-3')], [12, 12, -3]);
    });

    it('D13 refuses what is no integer and what is out of range', () => {
      for (const raw of ['abc', '1e2', '0x10', ' 5', '5.5', 5.5, true, [5], {}, NaN])
        assert.match(refusal(field, raw), /的类型不是 `int`$/);
      for (const raw of [0, -5, '-5', 101, 1e9, '1000000000'])
        assert.equal(refusal(field, raw), '昵称 的数值 必须 在 1 和 100 之间', String(raw));
    });

    it('D21 refuses numbers that are not exact', () => {
      const wide = id(NAME);
      for (const raw of [2 ** 53, '9007199254740993', 1e308, '9'.repeat(300)]) {
        assert.equal(refusal(wide, raw), '昵称 的数值 必须 在 1 和 9007199254740991 之间');
      }
      assert.match(refusal(wide, '9'.repeat(5000)), /^昵称 的值 `9{50}…` 的类型不是 `int`$/);
    });

    it('D13 is lowered to its cap', () => {
      const limit = int({ ...NAME, min: 1, cap: 50, default: 20 });
      assert.deepEqual([limit.read('50'), limit.read('1000000000'), limit.read(7)], [50, 50, 7]);
      assert.match(refusal(limit, '-5'), /必须 在 1 和/);
    });
  });

  describe('choice', () => {
    it('names what it may be, per language', () => {
      const field = choice(['single', 'group'], NAME);
      assert.equal(field.read('group'), 'group');
      assert.equal(refusal(field, 'x'), '昵称 的值 `x` 必须在 [`single`、`group`] 中');
      assert.equal(refusal(field, 'x', 'en'), 'The value `x` of Nickname must be one of [`single`, `group`]');
      assert.equal(refusal(field, 'toString'), '昵称 的值 `toString` 必须在 [`single`、`group`] 中');
    });

    it('takes numbers from a form', () => {
      const field = choice([0, 1], { ...NAME, optional: true });
      assert.deepEqual([field.read('0'), field.read(1), field.read(undefined)], [0, 1, undefined]);
      assert.match(refusal(field, '2'), /必须在 \[`0`、`1`\] 中/);
    });
  });

  it('uuid is any UUID, in lower case', () => {
    assert.equal(uuid(NAME).read('0193A0B1-0000-7000-8000-00000000000F'), '0193a0b1-0000-7000-8000-00000000000f');
    assert.equal(refusal(uuid(NAME), '0193a0b1'), '昵称 的格式不正确');
    assert.equal(refusal(uuid(NAME), 5), '昵称 的值 `5` 的类型不是 `uuid`');
  });

  it('bool is true or false in JSON and in a form', () => {
    assert.deepEqual(
      [true, 'true', '1', 1].map((raw) => bool(NAME).read(raw)),
      [true, true, true, true],
    );
    assert.deepEqual(
      [false, 'false', '0', 0].map((raw) => bool(NAME).read(raw)),
      [false, false, false, false],
    );
    assert.equal(refusal(bool(NAME), 'yes'), '昵称 的值 `yes` 的类型不是 `bool`');
  });

  describe('list', () => {
    const field = list({ ...NAME, of: id(NAME), max: 3 });

    it('comes as an array, its text, with commas, or as indexed form fields', () => {
      for (const raw of [[1, '2'], '[1,2]', '1,2', { 0: '1', 1: '2' }]) assert.deepEqual(field.read(raw), [1, 2]);
      assert.deepEqual(field.read('7'), [7]);
    });

    it('names its bounds and the wrong item', () => {
      assert.equal(refusal(field, []), '昵称 的长度 必须 在 1 和 3 之间');
      assert.equal(refusal(field, [1, 2, 3, 4]), '昵称 的长度 必须 在 1 和 3 之间');
      assert.equal(refusal(field, [1, 'x']), '昵称 的值 `x` 的类型不是 `array`');
      assert.equal(refusal(field, { length: 1 }), '昵称 的值 `object` 的类型不是 `array`');
      assert.equal(refusal(field, '[1,'), '昵称 的值 `[1,` 的类型不是 `array`');
    });
  });

  describe('json', () => {
    const lenient = json({ ...NAME, optional: true, lenient: true });
    const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

    it('comes as an object, its text, or its URI-encoded text', () => {
      for (const raw of [{ a: 1 }, '{"a":1}', encodeURIComponent('{"a":1}')]) assert.deepEqual(json(NAME).read(raw), { a: 1 });
    });

    it('makes null of garbage where it is lenient, and refuses it elsewhere', () => {
      for (const raw of ['garbage', '%E0%A4%A', '5', '[1]', 5, [1], 'null']) {
        assert.equal(lenient.read(raw), null, String(raw));
        assert.match(refusal(json(NAME), raw), /的类型不是 `object`$/, String(raw));
      }
      assert.equal(lenient.read(''), undefined);
    });

    it('D21 takes no object that is nested too deep to be printed', () => {
      for (const raw of [nested(20_000), JSON.parse(nested(20_000)) as unknown]) {
        assert.equal(lenient.read(raw), null);
        assert.match(refusal(json(NAME), raw), /的类型不是 `object`$/);
      }
      assert.deepEqual(lenient.read('{"a":{"b":[1]}}'), { a: { b: [1] } });
    });

    it('checks the shape where there is one', () => {
      const field = json({ ...NAME, shape: z.object({ sendCount: z.literal([0, 1, 2]) }) });
      assert.deepEqual(field.read('{"sendCount":2,"more":1}'), { sendCount: 2 });
      assert.equal(refusal(field, '{"sendCount":3}'), '昵称 的格式不正确');
    });
  });
});
