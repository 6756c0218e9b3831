import type { WireMessage } from '../../../protocol/index.ts';
import type { Language } from '../../error.ts';
import { clock } from '../../presenter/clock.ts';
import { BLANK } from '../../text/blank.ts';
import { isNamed, type Notice } from './facts.ts';

/** What the published client shows of a notice beside its text; the rest follows from where the message stands. */
export type PlainFields = Partial<
  Pick<WireMessage, 'id' | 'type' | 'from_id' | 'from_name' | 'from_avatar' | 'redirect' | 'actionType' | 'isremove'>
>;

/** A text in which `{user}` stands for that fact, of people and groups their name, and `{time}` for when it happened; or what makes one. */
export type NoticeText<Told extends Notice> = string | ((told: Told, time: number) => string);

/** How notices of one kind are told: in both languages, and to the published client. */
export interface NoticeForm<Told extends Notice = Notice> extends Readonly<Record<Language, NoticeText<Told>>> {
  plain?(told: Told, time: number): PlainFields;
}

/** A notice of one kind. */
export type NoticeOf<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;

/** Forms by the kinds of notices. */
export type NoticeForms = { readonly [Kind in Notice['kind']]?: NoticeForm<NoticeOf<Kind>> };

/** Types the default export of a unit's `app/notice.ts`; the unit adds its kinds to `UserNotices`, `PairNotices` or `GroupNotices` of `#app`. */
export function defineNotices(forms: NoticeForms): NoticeForms {
  return forms;
}

/** What a notice says, in both languages. */
export function wordsOf({ zh, en }: NoticeForm, notice: Notice, time: number): Record<Language, string> {
  return { zh: write(zh, notice, time), en: write(en, notice, time) };
}

function write(text: NoticeText<Notice>, notice: Notice, time: number): string {
  if (typeof text === 'function') return text(notice, time);
  const facts: Readonly<Record<string, unknown>> = { time: clock(time), ...notice };
  return text.replace(BLANK, (blank, name: string) => (Object.hasOwn(facts, name) ? shown(facts[name]) : blank));
}

function shown(fact: unknown): string {
  if (isNamed(fact)) return fact.name;
  return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : '';
}
