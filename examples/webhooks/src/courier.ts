import { reasonOf, type Application } from '@foyer-chat/foyer/kernel';
import { payloadOf } from './payload.ts';
import { post } from './post.ts';
import { findDue, findDueEndpoints, letGo, putOff, removeDelivery, takeEndpoint, type Delivery, type Endpoint } from './queue.ts';
import { signatureOf } from './verify.ts';

/** A server is one node's for so many times as long as a call may take: half of it to begin calls, the rest to end them. */
const LEASE = 4;

/** Tells servers what waits for them. `app.webhooks`. */
export class Courier {
  readonly #app: Application;
  readonly #ends;
  readonly #closing = new AbortController();

  constructor(app: Application) {
    this.#app = app;
    const help = 'Calls of webhooks by how they ended: sent, failed, given_up, or gone: nothing was left to tell';
    this.#ends = app.metrics.counter({ name: 'webhooks_calls_total', help, labels: ['event', 'end'] });
    app.metrics.gauge({ name: 'webhooks_waiting', help: 'Events that wait for a server' }, () => this.#waiting());
  }

  /** Calls every server that something waits for and that no other node is at; each waits for itself alone. */
  async run(): Promise<void> {
    const endpoints = await findDueEndpoints(this.#app.sql, Date.now());
    await Promise.all(endpoints.map((endpoint) => this.#serve(endpoint)));
  }

  /** Calls a server at once, whatever waits for it; gives the status of its answer. */
  call(
    { url, secret }: Pick<Endpoint, 'url' | 'secret'>,
    { id, event, ...rest }: { readonly id: string; readonly event: string },
  ): Promise<number> {
    const { timeout, privateHosts } = this.#app.config.webhooks;
    const body = JSON.stringify({ id, event, ...rest });
    const time = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'foyer-webhooks',
      'foyer-event': event,
      'foyer-delivery': id,
      'foyer-signature': `t=${time},v1=${signatureOf(body, time, secret).toString('hex')}`,
    };
    const signal = AbortSignal.any([AbortSignal.timeout(timeout), this.#closing.signal]);
    return post({ url, headers, body }, { privateHosts, signal });
  }

  /** Ends the calls that are under way; they are made again by the next process. */
  close(): void {
    this.#closing.abort(new Error('the process ends'));
  }

  async #serve(endpoint: Endpoint): Promise<void> {
    const { sql, config } = this.#app;
    const { timeout, atOnce } = config.webhooks;
    const now = Date.now();
    if (!(await takeEndpoint(sql, endpoint, now + LEASE * timeout))) return;
    let isWell = true;
    while (isWell && Date.now() < now + (LEASE / 2) * timeout) {
      const due = await findDue(sql, endpoint.id, { now: Date.now(), limit: atOnce });
      if (due.length === 0 || this.#closing.signal.aborted) break;
      const told = await Promise.all(due.map((delivery) => this.#tell(endpoint, delivery)));
      isWell = told.every(Boolean);
    }
    // One that fails rests, so that a server that is down is not called for everything that waits.
    const failures = isWell ? 0 : endpoint.failures + 1;
    await letGo(sql, endpoint.id, { failures, until: isWell ? 0 : Date.now() + this.#pauseAfter(failures) });
  }

  /** Whether the server took it. */
  async #tell(endpoint: Endpoint, delivery: Delivery): Promise<boolean> {
    const { sql } = this.#app;
    const payload = await payloadOf(this.#app, delivery);
    if (!payload) return this.#done(delivery, 'gone');
    try {
      const status = await this.call(endpoint, { id: String(delivery.id), event: delivery.event, ...payload });
      if (status < 200 || status > 299) throw new Error(`it answered ${status}`);
    } catch (error) {
      if (this.#closing.signal.aborted) return false;
      const isOver = Date.now() - delivery.createdAt >= this.#app.config.webhooks.giveUp;
      const dueAt = isOver ? null : Date.now() + this.#pauseAfter(delivery.tries + 1);
      await putOff(sql, delivery, { dueAt, error: reasonOf(error) });
      this.#ends.inc({ event: delivery.event, end: isOver ? 'given_up' : 'failed' });
      return false;
    }
    return this.#done(delivery, 'sent');
  }

  async #done({ id, event }: Delivery, end: 'sent' | 'gone'): Promise<true> {
    await removeDelivery(this.#app.sql, id);
    this.#ends.inc({ event, end });
    return true;
  }

  #pauseAfter(failures: number): number {
    const { first, longest } = this.#app.config.webhooks.pause;
    return Math.min(longest, first * 2 ** (failures - 1));
  }

  async #waiting(): Promise<number> {
    const count = 'SELECT COUNT(*) AS count FROM webhooks_delivery WHERE due_at IS NOT NULL';
    const [row] = await this.#app.sql.query<{ count: number }>(count);
    return row?.count ?? 0;
  }
}
