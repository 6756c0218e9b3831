import { argument, type Reader, spanOf, type CommandInput, text } from '#kernel';

/** A span of time, in ms, written with its unit. */
export const AGE: Reader<number> = { what: 'a number with s, m, h or d, as in 365d', read: (word) => spanOf(word) || undefined };

/** A page of a list. */
export const PAGE: Reader<number> = { what: 'a number from 1', read: (word) => (/^[1-9]\d{0,6}$/.test(word) ? Number(word) : undefined) };

const GROUP: Reader<number> = { what: 'the id of a group', read: (word) => (/^[1-9]\d{0,14}$/.test(word) ? Number(word) : undefined) };

/** The one account that a command is about. */
export const account: CommandInput<string, never> = argument('username|id', text);

/** The one group that a command is about. */
export const group: CommandInput<number, never> = argument('id', GROUP);
