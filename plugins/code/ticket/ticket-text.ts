import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { isSame } from '#kernel';

/** What a code leads to: a group, or a user. */
export type TicketKind = 'group' | 'user';

/** What a ticket says. */
export interface Ticket {
  readonly kind: TicketKind;
  /** The group or the user. */
  readonly targetId: number;
  /** Who made it. */
  readonly makerId: number;
  /** Its row; 0 for a standing code, which needs none before it is scanned. */
  readonly id: number;
  /** Of a standing code: how often its maker's, and all codes of the target, were replaced before it was signed. */
  readonly own: number;
  readonly all: number;
  /** ms, whole seconds. */
  readonly expiresAt: number;
}

const LETTERS = { group: 'g', user: 'u' } as const;
const BASE = 36;
/** 144 bits, which are 24 characters without a spare bit that could be changed unseen. */
const MAC_BYTES = 18;
const FORM =
  /^([gu])\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.([0-9a-z]{1,11})\.[\w-]{24}$/;

/** Signs tickets and reads them back, with a secret of their own. A ticket's text needs no escaping in a link and has some 60 characters. */
export class TicketSigner {
  readonly #key: KeyObject;

  /** The secret is UTF-8 text. */
  constructor(secret: string) {
    this.#key = createSecretKey(secret, 'utf8');
  }

  /** The text of a ticket. */
  sign({ kind, targetId, makerId, id, own, all, expiresAt }: Ticket): string {
    const numbers = [targetId, makerId, id, own, all, Math.floor(expiresAt / 1000)];
    return this.#seal([LETTERS[kind], ...numbers.map((number) => number.toString(BASE))].join('.'));
  }

  /** What a text says that we signed, expired or not; undefined for any other. */
  read(text: string): Ticket | undefined {
    const [, letter, ...numbers] = FORM.exec(text) ?? [];
    if (letter === undefined || !isSame(text, this.#seal(text.slice(0, text.lastIndexOf('.'))))) return undefined;
    const [targetId = 0, makerId = 0, id = 0, own = 0, all = 0, seconds = 0] = numbers.map((number) => Number.parseInt(number, BASE));
    return { kind: letter === LETTERS.group ? 'group' : 'user', targetId, makerId, id, own, all, expiresAt: seconds * 1000 };
  }

  #seal(claims: string): string {
    return `${claims}.${createHmac('sha256', this.#key).update(claims).digest().subarray(0, MAC_BYTES).toString('base64url')}`;
  }
}
