import { z } from 'zod';
import { GROUP_ROLE, type CachedGroup } from '../../cache.ts';
import { fail } from '../../error.ts';
import { refuseContent } from './check.ts';
import { parseObject } from './read.ts';

/** Users that one message may name. */
const MOST_MENTIONED = 50;

/** Keys of options that clients of ours know; the rest is free for others. */
const quote = z.object({ id: z.guid().transform((id) => id.toLowerCase()) });
const mention = z.object({ users: z.array(z.number().int().min(1)).max(MOST_MENTIONED).default([]), all: z.boolean().default(false) });

/** Whom a message of a group calls. */
export interface Mention {
  readonly users: readonly number[];
  readonly all: boolean;
}

/** Which message a message answers, as a client asks and as it is stored. */
export interface Quote {
  readonly id: string;
  readonly seq: number;
  readonly from_id: number;
}

/** Options of a message with those of ours brought to their form. */
export interface ReadOptions {
  /** Wire id of the quoted message. */
  readonly quote: string | undefined;
  readonly mention: Mention | undefined;
  /** What is none of ours. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Keys that a client's options have no say in: what the system tells, what was handed on, what no person wrote, and who speaks for an account. */
const RESERVED = ['notice', 'forwarded', 'automatic', 'speaker'];
const OURS: ReadonlySet<string> = new Set(['quote', 'mention', ...RESERVED]);
const made = new WeakSet<object>();

/** Whether stored options say that their message was handed on; a client's own claim is never stored. */
export function isMarked(options: Readonly<Record<string, unknown>>): boolean {
  return options['forwarded'] === true;
}

/** Whether a stored message was written by a program: robots leave it without an answer, so that two of them do not talk for ever. */
export function isAutomatic({ options }: { readonly options: string | null }): boolean {
  return options?.includes('"automatic"') === true && parseObject(options)?.['automatic'] === true;
}

/** Options of a message that is handed on: the one way to `forwarded`, which readers may therefore believe. */
export function forwardedOptions(options: object | null): object {
  const forwarded = { ...readRest(options ?? {}), forwarded: true };
  made.add(forwarded);
  return forwarded;
}

/** Whether these very options were made by `forwardedOptions`. */
export function isForwarded(options: object): boolean {
  return made.has(options);
}

/** Takes options apart. Fails with quote_invalid, or content_invalid for a mention that is none. */
export function readOptions(options: object): ReadOptions {
  const { quote: asked, mention: called }: { quote?: unknown; mention?: unknown } = options;
  const quoted = isAbsent(asked) ? undefined : (quote.safeParse(asked).data ?? fail('quote_invalid'));
  const named = isAbsent(called) ? undefined : (mention.safeParse(called).data ?? refuseContent('mention'));
  return { quote: quoted?.id, mention: named, rest: readRest(options) };
}

/** The mention in stored options; undefined where there is none. */
export function readMention(options: string): Mention | undefined {
  const read = mention.safeParse(parseObject(options)?.['mention']).data;
  return read && (read.all || read.users.length > 0) ? read : undefined;
}

/** Whom of those named a message to a group really calls. Fails with mention_all_forbidden. */
export function decideMention({ users, all }: Mention, group: CachedGroup, senderId: number): Mention | undefined {
  const sender = group.members.get(senderId);
  if (all && (sender?.role ?? GROUP_ROLE.member) < GROUP_ROLE.admin) fail('mention_all_forbidden');
  const present = [...new Set(users)].filter((id) => id !== senderId && group.members.has(id));
  return all || present.length > 0 ? { users: present, all } : undefined;
}

/** What is none of ours. */
export function readRest(options: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !OURS.has(key)));
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
