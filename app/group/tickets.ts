import { BootError } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { fail } from '../error.ts';

/** A ticket to a group that holds, and who made it. */
export interface GroupTicket {
  readonly id: number;
  readonly makerId: number;
}

/** A unit that makes tickets to groups and reads them. */
export interface TicketOffice {
  /** Reads a ticket to this group. Fails with a code that says why the text is none, or no longer. */
  check(text: string, groupId: number): Promise<GroupTicket>;
  /** Counts one use within the transaction of the entry. Fails where the ticket ended meanwhile. */
  use(tx: SqlSession, ticketId: number): Promise<void>;
  /** Whether a text is a ticket to this group that holds. Writes nothing. */
  leadsTo(text: string, groupId: number): Promise<boolean>;
  /** Whether somebody may hold a ticket to this group. */
  isAbout(groupId: number): Promise<boolean>;
}

const NOBODY: TicketOffice = {
  check: () => fail('ticket_invalid'),
  use: () => fail('ticket_invalid'),
  leadsTo: () => Promise.resolve(false),
  isAbout: () => Promise.resolve(false),
};

/** Tickets to groups, as the door of a group asks about them. Without a unit that makes some, no text is one. */
export class Tickets implements TicketOffice {
  #office = NOBODY;

  /** Gives the tickets into a unit's hands, in `didLoad`. Throws a BootError where another has them. */
  entrust(office: TicketOffice): void {
    if (this.#office !== NOBODY) throw new BootError('two units make tickets to groups: switch one of them off in config/plugin.ts');
    this.#office = office;
  }

  async check(text: string, groupId: number): Promise<GroupTicket> {
    return this.#office.check(text, groupId);
  }

  async use(tx: SqlSession, ticketId: number): Promise<void> {
    await this.#office.use(tx, ticketId);
  }

  leadsTo(text: string, groupId: number): Promise<boolean> {
    return this.#office.leadsTo(text, groupId);
  }

  isAbout(groupId: number): Promise<boolean> {
    return this.#office.isAbout(groupId);
  }
}
