import type { Notice, Person } from '../../../shared/index.ts';
import { fullTime } from './moment.ts';

/** The words of one language. */
export interface NoticeLanguage {
  readonly t: (name: string, values?: Record<string, string>) => string;
  readonly locale: string;
  /** What a person is called here. */
  readonly nameOf: (person: Person) => string;
}

/** A text of web/i18n/chat.ts and what goes into it. */
type Told = readonly [name: string, values?: Record<string, string>];
type Of<Kind extends Notice['kind']> = Extract<Notice, { readonly kind: Kind }>;
type Forms = { readonly [Kind in Notice['kind']]: (notice: Of<Kind>, language: NoticeLanguage) => Told };

/** The facts of a notice in the reader's words; '' for one of a kind that is not known here. */
export function noticeWords(notice: Notice, language: NoticeLanguage): string {
  if (!Object.hasOwn(FORMS, notice.kind)) return '';
  // Sound by the type of Forms; TypeScript does not follow a union through a lookup.
  const form = FORMS[notice.kind] as (notice: Notice, language: NoticeLanguage) => Told; // oxlint-disable-line typescript/no-unsafe-type-assertion
  const [name, values = {}] = form(notice, language);
  return language.t(`chat.${name}`, values);
}

const FORMS: Forms = {
  friends: () => ['friends'],
  friend_applied: ({ applicant }, { nameOf }) => ['friendApplied', { name: nameOf(applicant) }],
  group_applied: ({ applicant, inviter, group }, { nameOf }) => {
    const values = { name: nameOf(applicant), group: group.name };
    return inviter ? ['groupAppliedBy', { ...values, inviter: nameOf(inviter) }] : ['groupApplied', values];
  },
  group_refused: ({ group }) => ['groupRefused', { group: group.name }],
  group_removed: ({ group }) => ['groupRemoved', { group: group.name }],
  recalled: ({ by }, { nameOf }) => ['recalledBy', { name: nameOf(by) }],
  group_created: ({ by }, { nameOf }) => ['groupCreated', { name: nameOf(by) }],
  group_dissolved: ({ by }, { nameOf }) => ['groupDissolved', { name: nameOf(by) }],
  group_left: ({ by }, { nameOf }) => ['groupLeft', { name: nameOf(by) }],
  group_renamed: ({ by, name }, { nameOf }) => ['groupRenamed', { name: nameOf(by), text: name }],
  group_announced: ({ by, remark }, { nameOf }) => ['groupAnnounced', { name: nameOf(by), text: remark }],
  group_transferred: ({ by, owner }, { nameOf }) => ['groupTransferred', { name: nameOf(by), other: nameOf(owner) }],
  group_admin: ({ by, user, isAdmin }, { nameOf }) => [isAdmin ? 'groupAdmin' : 'groupAdminOff', { name: nameOf(by), other: nameOf(user) }],
  group_joined: ({ user, inviter, how }, { nameOf }) => {
    const name = nameOf(user);
    if (!inviter) return ['groupJoined', { name }];
    return [how === 'code' ? 'groupScanned' : 'groupInvited', { name, inviter: nameOf(inviter) }];
  },
  group_muted: ({ by, user, until }, { nameOf, locale }) => {
    const name = nameOf(by);
    if (!user) return [until === null ? 'groupUnmutedAll' : 'groupMutedAll', { name }];
    const values = { name, other: nameOf(user) };
    if (until === null) return ['groupUnmuted', values];
    return until > 0 ? ['groupMutedUntil', { ...values, time: fullTime(until, locale) }] : ['groupMuted', values];
  },
};
