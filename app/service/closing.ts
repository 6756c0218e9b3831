import { Service } from '#kernel';
import { ERASED, findUser } from '../account/user.ts';
import { outdateConversations } from '../messaging/journal/outdate.ts';
import { claimClosing, findClosing, findClosings, settleClosing, type Closing } from '../people/closing.ts';

/**
 * Does what comes after the commit that closed an account. The commit itself notes that it is to be done, so that it is, by another process
 * where need be; and of an erased account once more, for what was on its way.
 */
export default class ClosingService extends Service {
  /** After the commit. Rejects when messages that were decided before may still be stored; the rest is done later if it fails. */
  async finish(userId: number): Promise<void> {
    const { sql } = this.app;
    const closing = await findClosing(sql, userId);
    await outdateConversations(sql, userId);
    const claimed = closing && (await this.#claim(closing));
    if (claimed) await this.#complete(claimed);
  }

  /** What is due. */
  async finishDue(): Promise<void> {
    for (const closing of await findClosings(this.app.sql, { now: Date.now() })) await this.#finishFor(closing);
  }

  /** As this process starts: what none ended, whenever it is due. The one that began may have been this one, a moment ago. */
  async finishUnfinished(): Promise<void> {
    for (const closing of await findClosings(this.app.sql, 'unfinished')) await this.#finishFor(closing);
  }

  async #finishFor(closing: Closing): Promise<void> {
    const claimed = await this.#claim(closing);
    if (!claimed) return;
    if (claimed.round === 0) await outdateConversations(this.app.sql, claimed.userId);
    await this.#complete(claimed);
  }

  /** Of several that would do it one does. */
  #claim(closing: Closing): Promise<Closing | undefined> {
    return claimClosing(this.app.sql, closing, Date.now() + this.config.closing.again);
  }

  async #complete(closing: Closing): Promise<void> {
    const { sql, config } = this.app;
    const user = await findUser(sql, 'id', closing.userId);
    if (user?.status !== ERASED) return settleClosing(sql, closing, undefined);
    try {
      await this.app.people.clear(this.ctx, { userId: closing.userId, round: closing.round });
    } catch (error) {
      this.logger.warn({ err: error, user: closing.userId }, 'something of an erased account is still there, and goes later');
      return;
    }
    // The lists of a process without sockets may be its own: those of the nodes are theirs.
    const wait = config.gateway.enable ? config.closing.again : 0;
    await settleClosing(sql, closing, closing.round === 0 ? Date.now() + wait : undefined);
  }
}
