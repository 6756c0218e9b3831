import { randomBytes } from 'node:crypto';
import { Service } from '@foyer-chat/foyer/kernel';
import type { EventName } from '../../event.ts';
import { refusalOf } from '../../post.ts';

/** A server that is told, and how it stands. */
export interface ListedEndpoint {
  readonly id: number;
  readonly url: string;
  readonly events: readonly string[];
  /** Events that wait for it. */
  readonly waiting: number;
  /** Events that were given up. */
  readonly failed: number;
  /** Why the last call that failed did, of those that are not done. */
  readonly error: string | null;
}

/** A server as it was added; the secret is shown once. */
export interface AddedEndpoint {
  readonly id: number;
  readonly secret: string;
}

/** Who is told of what. */
export default class WebhooksService extends Service {
  /** Every server, in the order in which they were added. */
  async list(): Promise<ListedEndpoint[]> {
    const rows = await this.app.sql.query<Omit<ListedEndpoint, 'events'> & { events: string }>(
      `SELECT e.id, e.url, e.events,
              (SELECT COUNT(*) FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.due_at IS NOT NULL) AS waiting,
              (SELECT COUNT(*) FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.due_at IS NULL) AS failed,
              (SELECT d.error FROM webhooks_delivery d WHERE d.endpoint_id = e.id AND d.error IS NOT NULL ORDER BY d.id DESC LIMIT 1) AS error
       FROM webhooks_endpoint e ORDER BY e.id`,
    );
    return rows.map((row) => ({ ...row, events: row.events.split(',').filter((event) => event !== '') }));
  }

  /** Has a server told of events from now on. Throws an error that says why an address is not called. */
  async add(url: string, events: readonly EventName[]): Promise<AddedEndpoint> {
    const refusal = refusalOf(url, this.config.webhooks.privateHosts);
    if (refusal !== undefined) throw new Error(`${url} is not called: ${refusal}`);
    const secret = randomBytes(32).toString('base64url');
    const insert = 'INSERT INTO webhooks_endpoint (url, secret, events, created_at) VALUES (?, ?, ?, ?)';
    const { insertId: id } = await this.app.sql.execute(insert, [url, secret, `,${events.join(',')},`, Date.now()]);
    return { id, secret };
  }

  /** Tells a server nothing more, also of what waits; false where there is none. */
  remove(id: number): Promise<boolean> {
    return this.app.sql.transaction(async (tx) => {
      await tx.execute('DELETE FROM webhooks_delivery WHERE endpoint_id = ?', [id]);
      return (await tx.execute('DELETE FROM webhooks_endpoint WHERE id = ?', [id])).affected > 0;
    });
  }

  /** Calls a server with an event that says nothing; the status of its answer. Throws an error that says why there is none. */
  async test(id: number): Promise<number> {
    const [endpoint] = await this.app.sql.query<{ url: string; secret: string }>('SELECT url, secret FROM webhooks_endpoint WHERE id = ?', [
      id,
    ]);
    if (!endpoint) throw new Error(`there is no webhook ${id}: foyer webhook list names them`);
    return this.app.webhooks.call(endpoint, { id: `test-${Date.now()}`, event: 'test' });
  }

  /** Begins again with what was given up, and with what rests; how many events. */
  async retry(): Promise<number> {
    const now = Date.now();
    const { sql } = this.app;
    const again = 'UPDATE webhooks_delivery SET due_at = ?, created_at = ?, tries = 0, failed_at = NULL WHERE due_at IS NULL OR tries > 0';
    const { affected } = await sql.execute(again, [now, now]);
    await sql.execute('UPDATE webhooks_endpoint SET failures = 0, held_until = ? WHERE failures > 0', [now]);
    return affected;
  }
}
