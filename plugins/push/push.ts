import type { Application } from '#kernel';
import { plan, type PlannedPush, type Announcement } from './plan.ts';
import { findReceivers } from './receiver.ts';
import { send, type Outcome } from './send.ts';
import { findSaidSince, findStanding } from './standing.ts';
import { vapidKeys, type VapidKeys } from './vapid.ts';

/** Messages that are looked up together. */
const BATCH = 100;
/** Push services that are called at once. */
const AT_ONCE = 32;

/** What a browser was not told, since its push service was busy: no words, which may be taken back meanwhile. */
export interface MissedPush {
  readonly subscription: number;
  readonly conversation: number;
  /** The first message that it was not told of. */
  readonly from: number;
}

/** Tells browsers that are closed of messages, behind the messages' way: what does not fit is left out, and nobody waits for it. */
export class Push {
  readonly #app: Application;
  readonly #waiting: Announcement[] = [];
  #keys: Promise<VapidKeys> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #work: Promise<void> | undefined;
  #isClosed = false;

  constructor(app: Application) {
    this.#app = app;
  }

  /** The keys of this installation, made when they are first asked for. */
  async keys(): Promise<VapidKeys> {
    this.#keys ??= this.#app.secret('push').then(vapidKeys);
    try {
      return await this.#keys;
    } catch (error) {
      this.#keys = undefined;
      throw error;
    }
  }

  /** Takes a message that was committed and queued for its receivers. */
  note(said: Announcement): void {
    const { gather, queue } = this.#app.config.push;
    if (this.#isClosed || this.#waiting.length >= queue) return;
    this.#waiting.push(said);
    if (this.#work) return;
    this.#timer ??= setTimeout(() => this.#begin(), gather).unref();
  }

  /** Tells a browser of the last message of a conversation that it was not told of, unless its user has come back. Fails where its push service is busy again. */
  async again({ subscription, conversation, from }: MissedPush): Promise<void> {
    const { sql, engine } = this.#app;
    const asked = { conversationIds: [conversation], subscription, limit: 1, now: Date.now() };
    const receivers = await findReceivers(sql, asked);
    const planned = plan(await findSaidSince(sql, { conversation, from, limit: BATCH }), receivers)[0];
    if (!planned || (await engine.presence.online([planned.receiver.userId])).size > 0) return;
    if ((await this.#send(planned)) === 'busy') throw new Error('the push service is busy');
  }

  /** Sends nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#work;
  }

  #begin(): void {
    this.#timer = undefined;
    const messages = this.#waiting.splice(0, BATCH);
    this.#work = this.#tell(messages)
      .catch((error: unknown) => this.#app.logger.warn({ err: error }, 'messages were not pushed'))
      .finally(() => this.#next());
  }

  #next(): void {
    this.#work = undefined;
    if (this.#waiting.length === 0 || this.#isClosed) return;
    this.#timer = setTimeout(() => this.#begin(), this.#app.config.push.gather).unref();
  }

  async #tell(messages: readonly Announcement[]): Promise<void> {
    const { sql, engine, config } = this.#app;
    const conversationIds = [...new Set(messages.map(({ conversationId }) => conversationId))];
    const receivers = await findReceivers(sql, { conversationIds, limit: config.push.receivers, now: Date.now() });
    if (receivers.length === 0) return;
    const planned = plan(await findStanding(sql, messages), receivers);
    if (planned.length === 0) return;
    const online = await engine.presence.online([...new Set(planned.map(({ receiver }) => receiver.userId))]);
    const away = planned.filter(({ receiver }) => !online.has(receiver.userId));
    for (let from = 0; from < away.length && !this.#isClosed; from += AT_ONCE) {
      const tried = away.slice(from, from + AT_ONCE);
      const outcomes = await Promise.all(tried.map((one) => this.#send(one)));
      await this.#putOff(tried.filter((_, index) => outcomes[index] === 'busy'));
    }
  }

  async #send(planned: PlannedPush): Promise<Outcome> {
    const { contact, ttl, timeout } = this.#app.config.push;
    const outcome = await send(planned, { keys: await this.keys(), contact, ttl, timeout });
    if (outcome === 'gone') await this.#app.sql.execute('DELETE FROM push_subscription WHERE id = ?', [planned.receiver.id]);
    if (outcome === 'refused') this.#app.logger.warn({ endpoint: new URL(planned.receiver.endpoint).host }, 'a push was refused');
    return outcome;
  }

  /** One per browser and conversation, however many messages are said while its push service is away. */
  async #putOff(busy: readonly PlannedPush[]): Promise<void> {
    const at = Date.now() + this.#app.config.push.retry;
    const jobs = busy.map(({ receiver: { id, conversationId }, said: { seq } }) => {
      return { at, data: { subscription: id, conversation: conversationId, from: seq }, key: `${id}:${conversationId}` };
    });
    await this.#app.jobs.addAll('pushAgain', jobs);
  }
}
