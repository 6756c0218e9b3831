import type { Reader } from '@foyer-chat/foyer/kernel';
import { EVENTS, type EventName } from './event.ts';

/** The number of a server, as `foyer webhook list` shows it. */
export const number: Reader<number> = {
  what: 'a number from 1',
  read: (word) => (/^[1-9]\d{0,14}$/.test(word) ? Number(word) : undefined),
};

/** Names of events, with commas between. */
export const events: Reader<readonly EventName[]> = {
  what: `events of ${EVENTS.join(', ')}, with commas between`,
  read: (word) => {
    const named = EVENTS.filter((event) => word.split(',').includes(event));
    return named.length > 0 && named.length === word.split(',').length ? named : undefined;
  },
};
