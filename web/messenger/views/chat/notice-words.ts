import type { Notice, Person } from '../../../shared/index.ts';
import { fullTime } from '../../../chat/moment.ts';

/** The words of one language. */
export interface NoticeLanguage {
  readonly t: (name: string, values?: Record<string, string>) => string;
  readonly locale: string;
  /** What a person is called here. */
  readonly nameOf: (person: Person) => string;
  /** The reader. */
  readonly me: number | null;
}

/** People as a sentence needs them: who did it, and whom it was done to; the reader is "you". */
interface Cast {
  readonly subject: (person: Person) => string;
  readonly object: (person: Person) => string;
  readonly codeOf: (person: Person) => string;
  readonly locale: string;
}

/** Stands for the reader in a Chinese sentence until its blanks are known. */
const PRONOUN = '\uE000';
const AROUND = / ?\uE000 ?/g;

/** A text of web/i18n/chat.ts and what goes into it. */
type Told = readonly [name: string, values?: Record<string, string>];
type Of<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;
/** Of the kinds that this screen knows; units have more. */
type Forms = { readonly [Kind in Notice['kind']]?: (notice: Of<Kind>, cast: Cast) => Told };

/** The facts of a notice in the reader's words; '' for one of a kind that is not known here. */
export function noticeWords(notice: Notice, language: NoticeLanguage): string {
  if (!Object.hasOwn(FORMS, notice.kind)) return '';
  // Sound by the type of Forms; TypeScript does not follow a union through a lookup.
  const form = FORMS[notice.kind] as (notice: Notice, cast: Cast) => Told; // oxlint-disable-line typescript/no-unsafe-type-assertion
  const [name, values = {}] = form(notice, castOf(language));
  // Chinese sets names apart by blanks, and no pronouns.
  return language.t(`chat.${name}`, values).replaceAll(AROUND, language.t('chat.you'));
}

function castOf({ t, locale, nameOf, me }: NoticeLanguage): Cast {
  const isMe = ({ id }: Person): boolean => id === me;
  const [you, youObject] = locale === 'zh' ? [PRONOUN, PRONOUN] : [t('chat.you'), t('chat.youObject')];
  return {
    locale,
    subject: (person) => (isMe(person) ? you : nameOf(person)),
    object: (person) => (isMe(person) ? youObject : nameOf(person)),
    codeOf: (person) => (isMe(person) ? t('chat.codeOfYou') : t('chat.codeOf', { name: nameOf(person) })),
  };
}

const FORMS: Forms = {
  friends: () => ['friends'],
  friend_applied: ({ applicant }, { subject }) => ['friendApplied', { name: subject(applicant) }],
  group_applied: ({ applicant, inviter, how, group }, { subject, object, codeOf }) => {
    if (!inviter) return ['groupApplied', { name: subject(applicant), group: group.name }];
    if (how === 'code') return ['groupAppliedScanned', { name: subject(applicant), group: group.name, code: codeOf(inviter) }];
    return ['groupAppliedBy', { name: object(applicant), group: group.name, inviter: subject(inviter) }];
  },
  group_refused: ({ group }) => ['groupRefused', { group: group.name }],
  group_removed: ({ group }) => ['groupRemoved', { group: group.name }],
  recalled: ({ by }, { subject }) => ['recalledBy', { name: subject(by) }],
  group_created: ({ by }, { subject }) => ['groupCreated', { name: subject(by) }],
  group_dissolved: ({ by }, { subject }) => ['groupDissolved', { name: subject(by) }],
  group_left: ({ by }, { subject }) => ['groupLeft', { name: subject(by) }],
  group_renamed: ({ by, name }, { subject }) => ['groupRenamed', { name: subject(by), text: name }],
  group_announced: ({ by, remark }, { subject }) => ['groupAnnounced', { name: subject(by), text: remark }],
  group_transferred: ({ by, owner }, { subject, object }) => ['groupTransferred', { name: subject(by), other: object(owner) }],
  group_admin: ({ by, user, isAdmin }, { subject, object }) => [
    isAdmin ? 'groupAdmin' : 'groupAdminOff',
    { name: subject(by), other: object(user) },
  ],
  group_joined: ({ user, inviter, how }, { subject, object, codeOf }) => {
    if (!inviter) return ['groupJoined', { name: subject(user) }];
    if (how === 'code') return ['groupScanned', { name: subject(user), code: codeOf(inviter) }];
    return ['groupInvited', { name: object(user), inviter: subject(inviter) }];
  },
  group_muted: ({ by, user, until }, { subject, object, locale }) => {
    const name = subject(by);
    if (!user) return [until === null ? 'groupUnmutedAll' : 'groupMutedAll', { name }];
    const values = { name, other: object(user) };
    if (until === null) return ['groupUnmuted', values];
    return until > 0 ? ['groupMutedUntil', { ...values, time: fullTime(until, locale) }] : ['groupMuted', values];
  },
};
