import { setTimeout as sleep } from 'node:timers/promises';
import { Service } from '#kernel';

/** How a part of the server is. */
export type PartState = 'ok' | 'down';

/** How the server is, for GET /healthz. Reasons are in the log: they may name hosts. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable';
  readonly sql: PartState;
  readonly engine: PartState;
}

/** Asks the stores whether they answer. */
export default class HealthService extends Service {
  /** The state of every part; one that does not answer in time is down. */
  async check(): Promise<HealthReport> {
    const [sql, engine] = await Promise.all([
      this.#probe('sql', async () => (await this.app.sql.query('SELECT 1 AS one')).length === 1),
      this.#probe('engine', async () => (await this.app.engine.health()).ok),
    ]);
    return { status: sql === 'ok' && engine === 'ok' ? 'ok' : 'unavailable', sql, engine };
  }

  async #probe(name: string, ask: () => Promise<boolean>): Promise<PartState> {
    const timer = new AbortController();
    try {
      const late = sleep(this.config.health.timeout, false, { signal: timer.signal, ref: false });
      return (await Promise.race([ask(), late])) ? 'ok' : 'down';
    } catch (error) {
      this.logger.warn({ err: error }, `${name} is down`);
      return 'down';
    } finally {
      timer.abort();
    }
  }
}
