import { busContract } from './bus.ts';
import { counterContract } from './counter.ts';
import { mailboxContract } from './mailbox.ts';
import type { Open } from './open.ts';
import { presenceContract } from './presence.ts';
import { roomsContract } from './rooms.ts';

/** What every engine keeps to. */
export function engineContract(open: Open): void {
  describe('mailbox', () => mailboxContract(open));
  describe('rooms', () => roomsContract(open));
  describe('presence', () => presenceContract(open));
  describe('bus', () => busContract(open));
  describe('counter', () => counterContract(open));
}
