import { ChatError, ERASED, fail, GROUP_STATUS, holdUsers, lockGroup } from '#app';
import { Service } from '#kernel';
import type { SqlSession } from '../../../../engine/sql.ts';
import { signerOf } from '../../ticket/signer-of.ts';
import {
  countUse,
  endAll,
  endTicket,
  ensureStanding,
  findStanding,
  findTicket,
  forgetShown,
  hasLiveCode,
  insertTicket,
  noteShown,
  type Subject,
  type TicketRow,
} from '../../ticket/store.ts';
import type { Ticket } from '../../ticket/ticket-text.ts';

/** A ticket that may be handed out. */
export interface SignedTicket {
  readonly text: string;
  /** ms. */
  readonly expiresAt: number;
}

/** A ticket that was read and holds: what it says, and its row unless it is a standing code that nobody scanned yet. */
export interface ReadTicket extends Ticket {
  readonly row: TicketRow | undefined;
}

/** The terms of a ticket. */
export interface Terms {
  /** 0: no limit. */
  readonly maxUses: number;
  /** ms. */
  readonly lifetime: number;
}

/** Within it a standing code stays the same text, and so the same picture. */
const STEP = 60_000;

/** Tickets: what codes carry. A ticket is a signed text; its row has the limits and counters, and says when it was taken back. */
export default class TicketService extends Service {
  /**
   * A ticket with which somebody wants to join this group. Fails with ticket_invalid (also for a ticket to elsewhere), ticket_expired,
   * ticket_revoked or ticket_full.
   */
  async check(text: string, groupId: number): Promise<{ id: number; makerId: number }> {
    const ticket = await this.read(text);
    if (ticket.kind !== 'group' || ticket.targetId !== groupId) fail('ticket_invalid');
    const row = await this.#rowOf(ticket);
    if (isFull(row)) fail('ticket_full');
    return { id: row.id, makerId: row.maker_id };
  }

  /** Counts one use within the transaction of what the ticket is used for. Fails with ticket_revoked, ticket_expired or ticket_full. */
  async use(tx: SqlSession, ticketId: number): Promise<void> {
    const now = Date.now();
    if (await countUse(tx, ticketId, now)) return;
    const row = await findTicket(tx, ticketId);
    if (!row || row.revoked_at !== null) fail('ticket_revoked');
    fail(isFull(row) ? 'ticket_full' : 'ticket_expired');
  }

  /** What a text of ours says, as long as it holds. Writes nothing. Fails with ticket_invalid, ticket_expired or ticket_revoked. */
  async read(text: string): Promise<ReadTicket> {
    const ticket = (await signerOf(this.app)).read(text) ?? fail('ticket_invalid');
    if (ticket.expiresAt <= Date.now()) fail('ticket_expired');
    const row = await this.#current(ticket);
    if (!(await this.#mayMake(ticket))) fail('ticket_revoked');
    return { ...ticket, row };
  }

  /** Whether a text is a ticket to this group that holds, and may still be used. */
  async leadsTo(text: string, groupId: number): Promise<boolean> {
    try {
      const { kind, targetId, row } = await this.read(text);
      return kind === 'group' && targetId === groupId && !(row && isFull(row));
    } catch (error) {
      if (error instanceof ChatError && error.code.startsWith('ticket_')) return false;
      throw error;
    }
  }

  /** Whether a code of a group is about: one that a member has shown, or made with terms of its own. */
  isAbout(groupId: number): Promise<boolean> {
    return hasLiveCode(this.app.sql, groupId, Date.now());
  }

  /** Counts that a user looked at a ticket. */
  async countScan(ticket: ReadTicket, userId: number): Promise<void> {
    const { id } = await this.#rowOf(ticket);
    await this.app.act({ userId }, async (tx) => {
      await assertOpenGroup(tx, ticket);
      await tx.execute('UPDATE ticket SET scans = scans + 1 WHERE id = ?', [id]);
    });
  }

  /** Signs the standing code of a maker: 7 days from now. Makes none, and writes nothing but that codes of this group are about. */
  async current(subject: Subject, makerId: number): Promise<SignedTicket> {
    const { own, all } = await findStanding(this.app.sql, subject, makerId);
    const expiresAt = Math.floor((Date.now() + this.config.code.ttl) / STEP) * STEP;
    if (subject.kind === 'group') await noteShown(this.app.sql, { groupId: subject.targetId, makerId, until: expiresAt });
    return this.#sign({ ...subject, makerId, id: 0, own, all, expiresAt });
  }

  /** Replaces the standing code of a maker: what was signed before is revoked from now on. */
  async rotate(subject: Subject, makerId: number): Promise<void> {
    await this.app.act({ userId: makerId }, async (tx) => {
      await assertOpenGroup(tx, subject);
      await this.#replace(tx, subject, makerId);
    });
  }

  /** Revokes all codes of a target, whoever made them. */
  async rotateAll(subject: Subject, userId: number): Promise<void> {
    const { dialect } = this.app.sql;
    await this.app.act({ userId }, async (tx) => {
      await assertOpenGroup(tx, subject);
      await endAll({ sql: tx, dialect }, subject, Date.now());
      if (subject.kind === 'group') await forgetShown(tx, subject.targetId);
    });
  }

  /** Makes a ticket with terms of its own. Fails with code_limit when its maker has as many as may be open. */
  async create(subject: Subject, makerId: number, { maxUses, lifetime }: Terms): Promise<SignedTicket & { id: number }> {
    const now = Date.now();
    const expiresAt = Math.floor((now + lifetime) / 1000) * 1000;
    const id = await this.app.act({ userId: makerId }, async (tx) => {
      await assertOpenGroup(tx, subject);
      if ((await countOpen(tx, { ...subject, makerId, now })) >= this.config.code.perMaker) fail('code_limit');
      return insertTicket(tx, { ...subject, makerId, now, expiresAt, maxUses });
    });
    return { id, ...(await this.#sign({ ...subject, makerId, id, own: 0, all: 0, expiresAt })) };
  }

  /** Takes one ticket back; of a standing code, all that was signed of it. Taking back twice is taking back. */
  async revoke(row: TicketRow, userId: number): Promise<void> {
    if (row.revoked_at !== null) return;
    await this.app.act({ userId, others: [row.maker_id] }, async (tx) => {
      if (row.is_current === 1) await this.#replace(tx, { kind: row.kind, targetId: row.target_id }, row.maker_id);
      else await endTicket(tx, row.id, Date.now());
    });
  }

  async #sign(ticket: Ticket): Promise<SignedTicket> {
    return { text: (await signerOf(this.app)).sign(ticket), expiresAt: ticket.expiresAt };
  }

  /** The row of a ticket that was read, made now if there is none; asked again, since the code may have been replaced meanwhile. */
  async #rowOf(ticket: ReadTicket): Promise<TicketRow> {
    if (ticket.row) return ticket.row;
    const { sql } = this.app;
    await sql.transaction(async (tx) => {
      const maker = (await holdUsers(tx, sql.dialect, [ticket.makerId])).get(ticket.makerId);
      if (!maker || maker.status === ERASED) fail('ticket_revoked');
      await assertOpenGroup(tx, ticket);
      await ensureStanding({ sql: tx, dialect: sql.dialect }, { ...ticket, now: Date.now() });
    });
    return (await this.#current(ticket)) ?? fail('ticket_revoked');
  }

  async #current(ticket: Ticket): Promise<TicketRow | undefined> {
    if (ticket.id === 0) {
      const { own, all, row } = await findStanding(this.app.sql, ticket, ticket.makerId);
      return own === ticket.own && all === ticket.all ? row : fail('ticket_revoked');
    }
    const row = await findTicket(this.app.sql, ticket.id);
    return row?.revoked_at === null ? row : fail('ticket_revoked');
  }

  /** Who left a group invites nobody into it: the codes go with the member. Of a closed group others say that it is closed. */
  async #mayMake({ kind, targetId, makerId }: Ticket): Promise<boolean> {
    if (kind === 'user') return true;
    const group = await this.app.caches.group.get(targetId);
    return group?.status !== GROUP_STATUS.open || group.members.has(makerId);
  }

  async #replace(tx: SqlSession, subject: Subject, makerId: number): Promise<void> {
    const now = Date.now();
    // The maker's row is held: each rotation goes on from the generation before. A row that a scan makes meanwhile must not come between:
    // from here on it waits, and finds the next one.
    await ensureStanding({ sql: tx, dialect: this.app.sql.dialect }, { ...subject, makerId, now });
    const { own, row } = await findStanding(tx, subject, makerId);
    if (row) await endTicket(tx, row.id, now);
    if (subject.kind === 'group') await forgetShown(tx, subject.targetId);
    await insertTicket(tx, { ...subject, makerId, now, generation: own + 1, isCurrent: true });
  }
}

/** Nothing is made or counted for a group that is closed, or closes meanwhile. */
async function assertOpenGroup(tx: SqlSession, { kind, targetId }: Subject): Promise<void> {
  if (kind === 'group' && (await lockGroup(tx, targetId))?.status !== GROUP_STATUS.open) fail('group_join_closed');
}

function isFull({ max_uses, uses }: TicketRow): boolean {
  return max_uses > 0 && uses >= max_uses;
}

async function countOpen(tx: SqlSession, { kind, targetId, makerId, now }: Subject & { makerId: number; now: number }): Promise<number> {
  const [row] = await tx.query<{ total: number }>(
    `SELECT COUNT(*) AS total FROM ticket
     WHERE kind = ? AND target_id = ? AND maker_id = ? AND is_current IS NULL AND revoked_at IS NULL AND expires_at > ?`,
    [kind, targetId, makerId, now],
  );
  return row?.total ?? 0;
}
