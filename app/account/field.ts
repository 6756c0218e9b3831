import { rangeOf } from '#validate';
import { GENDERS, type Profile } from '../../protocol/index.ts';
import { ChatError, fail, type ErrorParam } from '../error.ts';
import { lineOf } from '../text/visible.ts';
import { storedPathOf } from '../messaging/content/file-address.ts';

/** What a new value of a field changes, checked: a column of the user's row, or one of the profile inside it. */
export type FieldChange =
  | { readonly column: 'nickname' | 'avatar'; readonly value: string; readonly done: string }
  | { readonly column: 'invite_confirm' | 'show_presence' | 'show_profile'; readonly value: 0 | 1; readonly done: string }
  | { readonly column: 'profile'; readonly value: Partial<Profile>; readonly done: string };

/** Characters of a nickname. */
export const NICKNAME_LENGTH = 30;
const AVATAR_LENGTH = 1000;
const WEBSITE_LENGTH = 255;
const BIRTHDAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const DONE = '设置成功';

/** Fields that a visitor may set; the rest belongs to accounts. */
export const VISITOR_FIELDS: ReadonlySet<string> = new Set(['nickname', 'avatar']);

/** What the new value of a field is called. */
export const FIELD_VALUE = { zh: '修改结果', en: 'Value' } as const;

/** What one may no longer want to tell: an empty value takes it back. */
const CLEARABLE: ReadonlySet<string> = new Set(['birthday', 'bio', 'location', 'website']);

type Reader = (value: string) => FieldChange;

const READERS: Readonly<Record<string, Reader>> = {
  nickname: (value) => ({ column: 'nickname', value: readNickname(value), done: '修改昵称成功' }),
  avatar: (value) => ({ column: 'avatar', value: avatar(value), done: '头像更新成功' }),
  invite_confirm: (value) => ({ column: 'invite_confirm', value: flag(value), done: DONE }),
  show_presence: (value) => ({ column: 'show_presence', value: shown(value, { zh: '显示在线状态', en: 'Show presence' }), done: DONE }),
  show_profile: (value) => ({ column: 'show_profile', value: shown(value, { zh: '公开资料', en: 'Show profile' }), done: DONE }),
  gender: (value) => profile({ gender: gender(value) }),
  birthday: (value) => profile({ birthday: birthday(value) }),
  bio: (value) => profile({ bio: sized(value, 200, { zh: '简介', en: 'Bio' }) }),
  location: (value) => profile({ location: sized(lineOf(value), 100, { zh: '所在地', en: 'Location' }) || null }),
  website: (value) => profile({ website: website(value) }),
};

/** Reads one field of one's own account as it arrives; an unknown name, a fixed field or a wrong value is refused. */
export function readField(name: string, value: string): FieldChange {
  if (name === 'username') fail('username_fixed');
  if (value === '' && CLEARABLE.has(name)) return profile({ [name]: null });
  if (value === '') fail('input_required', { desc: FIELD_VALUE });
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (read) return read(value);
  return fail('input_choice', { desc: { zh: '修改类型', en: 'Field' }, value: name, choices: listed(Object.keys(READERS)) });
}

function profile(value: Partial<Profile>): FieldChange {
  return { column: 'profile', value, done: DONE };
}

/** A nickname as it is stored: one line that is seen. Fails with input_required or nickname_too_long. */
export function readNickname(given: string): string {
  const value = lineOf(given);
  if (value === '') fail('input_required', { desc: { zh: '昵称', en: 'Nickname' } });
  if (length(value) > NICKNAME_LENGTH) fail('nickname_too_long');
  return value;
}

/** A picture that was uploaded here: one of elsewhere would tell its server who looks at it, and when (G22). */
function avatar(value: string): string {
  if (length(value) > AVATAR_LENGTH) fail('avatar_too_long');
  return storedPathOf(value) ?? fail('avatar_invalid');
}

function flag(value: string): 0 | 1 {
  if (value === '0') return 0;
  return value === '1' ? 1 : fail('invite_confirm_invalid');
}

function shown(value: string, desc: ErrorParam): 0 | 1 {
  if (value === '0') return 0;
  if (value === '1') return 1;
  return fail('input_choice', { desc, value, choices: listed(['0', '1']) });
}

function gender(value: string): Profile['gender'] {
  const known = GENDERS.find((name) => name === value);
  return known ?? fail('input_choice', { desc: { zh: '性别', en: 'Gender' }, value, choices: listed(GENDERS) });
}

/** A day of the calendar: `2001-02-30` is none. */
function birthday(value: string): string {
  const time = BIRTHDAY.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
  return isDay ? value : fail('input_format', { desc: { zh: '生日', en: 'Birthday' } });
}

function website(value: string): string {
  const desc = { zh: '网站', en: 'Website' };
  sized(value, WEBSITE_LENGTH, desc);
  return isWebAddress(value) ? value : fail('input_format', { desc });
}

function sized(value: string, max: number, desc: ErrorParam): string {
  if (length(value) > max) throw new ChatError('input_length', { desc, range: rangeOf(1, max) });
  return value;
}

function isWebAddress(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** In characters, as people count them: an emoji is one. */
function length(value: string): number {
  return Array.from(value).length;
}

function listed(names: readonly string[]): ErrorParam {
  const quoted = names.map((name) => `\`${name}\``);
  return { zh: quoted.join('、'), en: quoted.join(', ') };
}
