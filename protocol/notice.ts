/** Somebody whom a notice names, as they were called when it happened; `id` leads to who they are now. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
}

/** A group that a notice to a user names. */
export interface NamedGroup {
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
}

/** How somebody came into a group. */
export interface Joining {
  readonly user: Person;
  /** Who invited them, or made the code that they scanned; null when they came by themselves. */
  readonly inviter: Person | null;
  readonly how: 'self' | 'invitation' | 'code';
}

/** What the system tells one user, in the user's system conversation: the facts of each kind. Units add theirs. */
export interface UserNotices {
  readonly group_applied: {
    /** Without `uuid` in notices of 0.1. */
    readonly applicant: Person & { readonly role: string; readonly uuid?: string };
    readonly application: number;
    readonly group: NamedGroup;
    readonly inviter: Person | null;
    /** Missing in notices of 0.1. */
    readonly how?: Joining['how'];
    readonly note: string;
  };
  readonly group_refused: { readonly group: NamedGroup };
  readonly group_removed: { readonly group: NamedGroup };
}

/** What the system tells the two of a single conversation: the facts of each kind. Units add theirs. */
export interface PairNotices {}

/** What the system tells the members of a group: the facts of each kind, beside who did it. Units add theirs. */
export interface GroupNotices {
  readonly group_created: object;
  readonly group_renamed: { readonly name: string };
  readonly group_announced: { readonly remark: string };
  readonly group_dissolved: object;
  readonly group_left: object;
  readonly group_joined: Joining;
  readonly group_transferred: { readonly owner: Person };
  readonly group_admin: { readonly user: Person; readonly isAdmin: boolean };
  /** `until` in ms, 0 for ever, null when the mute ended; `user` null for all. */
  readonly group_muted: { readonly user: Person | null; readonly until: number | null };
}

/** What stands where a message was taken back; kept in the conversation behind it, so that whoever was away learns of it. */
export interface Recall {
  readonly kind: 'recalled';
  /** Seq of the message in the same conversation. */
  readonly seq: number;
  /** Its wire id. */
  readonly id: string;
  readonly by: Person;
}

type OneOf<Kinds> = { readonly [Kind in keyof Kinds]: { readonly kind: Kind } & Kinds[Kind] }[keyof Kinds];

/** What the system tells one user. */
export type UserNotice = OneOf<UserNotices>;

/** What the system tells the two of a single conversation. */
export type PairNotice = OneOf<PairNotices>;

/** What the system tells the members of a group; `by` did it. */
export type GroupNotice = { readonly by: Person } & OneOf<GroupNotices>;

/** All that the system says. */
export type Notice = UserNotice | PairNotice | GroupNotice | Recall;
