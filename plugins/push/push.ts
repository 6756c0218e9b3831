import type { Application } from '#kernel';
import { plan, type Planned, type Said } from './plan.ts';
import { findReceivers } from './receiver.ts';
import { send } from './send.ts';
import { findStanding } from './standing.ts';
import { vapidKeys, type VapidKeys } from './vapid.ts';

/** Messages that are looked up together. */
const BATCH = 100;
/** Push services that are called at once. */
const AT_ONCE = 32;

/** Tells browsers that are closed of messages, behind the messages' way: what does not fit is left out, and nobody waits for it. */
export class Push {
  readonly #app: Application;
  readonly #waiting: Said[] = [];
  readonly #retries = new Set<NodeJS.Timeout>();
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
  note(said: Said): void {
    const { gather, queue } = this.#app.config.push;
    if (this.#isClosed || this.#waiting.length >= queue) return;
    this.#waiting.push(said);
    if (this.#work) return;
    this.#timer ??= setTimeout(() => this.#begin(), gather).unref();
  }

  /** Sends nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const retry of this.#retries) clearTimeout(retry);
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

  async #tell(messages: readonly Said[]): Promise<void> {
    const { sql, engine, config } = this.#app;
    const conversationIds = [...new Set(messages.map(({ conversationId }) => conversationId))];
    const receivers = await findReceivers(sql, { conversationIds, limit: config.push.receivers, now: Date.now() });
    if (receivers.length === 0) return;
    const planned = plan(await findStanding(sql, messages), receivers);
    if (planned.length === 0) return;
    const online = await engine.presence.online([...new Set(planned.map(({ receiver }) => receiver.userId))]);
    const away = planned.filter(({ receiver }) => !online.has(receiver.userId));
    for (let from = 0; from < away.length && !this.#isClosed; from += AT_ONCE) {
      await Promise.all(away.slice(from, from + AT_ONCE).map((one) => this.#send(one, true)));
    }
  }

  async #send(planned: Planned, mayRetry: boolean): Promise<void> {
    const { contact, ttl, timeout } = this.#app.config.push;
    const outcome = await send(planned, { keys: await this.keys(), contact, ttl, timeout });
    if (outcome === 'gone') await this.#app.sql.execute('DELETE FROM push_subscription WHERE id = ?', [planned.receiver.id]);
    if (outcome === 'refused') this.#app.logger.warn({ endpoint: new URL(planned.receiver.endpoint).host }, 'a push was refused');
    if (outcome === 'busy' && mayRetry) this.#later(planned);
  }

  async #again(planned: Planned): Promise<void> {
    const [said] = await findStanding(this.#app.sql, [planned.said]);
    if (said) await this.#send(planned, false);
  }

  #later(planned: Planned): void {
    const { queue, retry } = this.#app.config.push;
    if (this.#isClosed || this.#retries.size >= queue) return;
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      this.#again(planned).catch((error: unknown) => this.#app.logger.warn({ err: error }, 'a push was not sent'));
    }, retry).unref();
    this.#retries.add(timer);
  }
}
