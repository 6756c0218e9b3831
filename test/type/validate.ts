// Compile-time tests: an input has the type that its fields say, and nothing else.
import type { Context } from '#kernel';
import { choice, id, int, json, list, rule, text } from '#validate';

const NAME = { zh: '', en: '' } as const;
const everything = rule({
  ...NAME,
  fields: {
    id: id(NAME),
    limit: int({ ...NAME, default: 20 }),
    remark: text({ ...NAME, optional: true }),
    kind: choice(['single', 'group'], NAME),
    flag: choice([0, 1], { ...NAME, optional: true }),
    users: list({ ...NAME, of: id(NAME) }),
    options: json({ ...NAME, lenient: true, optional: true }),
  },
});

declare const ctx: Context;
const input = ctx.input(everything);

const required: number = input.id;
const defaulted: number = input.limit;
const optional: string | undefined = input.remark;
const kind: 'single' | 'group' = input.kind;
const flag: 0 | 1 | undefined = input.flag;
const users: number[] = input.users;
const options: Readonly<Record<string, unknown>> | null | undefined = input.options;

// @ts-expect-error an optional field may be missing
const missing: string = input.remark;
// @ts-expect-error a choice is one of its values only
const other: 'single' = input.kind;
// @ts-expect-error no such field
input.name;
// @ts-expect-error an input is not changed
input.id = 5;
// @ts-expect-error a default is of the field's type
int({ ...NAME, default: 'x' });
// @ts-expect-error a field has a name in both languages
text({ zh: '昵称' });

export { defaulted, flag, kind, missing, optional, options, other, required, users };
