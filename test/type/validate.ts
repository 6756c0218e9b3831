// Compile-time tests: an input has the type that its fields say, and nothing else.
import type { Context } from '#kernel';
import { choice, exactly, id, int, json, list, listOf, rule, shape, text, z } from '#validate';

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

interface Note {
  readonly id: number;
  readonly kind: 'a' | 'b';
  readonly text: string | null;
  readonly tags?: readonly string[];
}

const note = { id: z.int(), kind: z.enum(['a', 'b']), text: z.string().nullable(), tags: listOf(z.string()).exactOptional() };
const described: z.ZodType<Note> = shape<Note>()('Note', note);
shape<Pick<Note, 'id' | 'tags'>>()('Part', { id: note.id, tags: note.tags });

// @ts-expect-error a key too few
shape<Note>()('Note', { id: note.id, kind: note.kind, text: note.text });
// @ts-expect-error a key too many
shape<Note>()('Note', { ...note, more: z.string() });
// @ts-expect-error wider than the type
shape<Note>()('Note', { ...note, kind: z.string() });
// @ts-expect-error narrower than the type: null is answered too
shape<Note>()('Note', { ...note, text: z.string() });
// @ts-expect-error the type says that it may be absent
shape<Note>()('Note', { ...note, tags: listOf(z.string()) });
// @ts-expect-error the type says that it is there
shape<Note>()('Note', { ...note, id: z.int().exactOptional() });
exactly<Note | number>()(z.union([z.object(note), z.int()]));
// @ts-expect-error one of the two is missing
exactly<Note | number>()(z.object(note));

export { defaulted, described, flag, kind, missing, optional, options, other, required, users };
