import { setTimeout as sleep } from 'node:timers/promises';
import { Service } from '#kernel';

/** How a part of the server is. */
export type PartState = 'ok' | 'down';

/** How the server is, for GET /healthz. Reasons are in the log: they may name hosts. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable';
  readonly sql: PartState;
  readonly engine: PartState;
  /** Where files lie. */
  readonly storage: PartState;
}

/** Asks the stores whether they answer. */
export default class HealthService extends Service {
  /** The state of every part; one that does not answer in time is down. */
  async check(): Promise<HealthReport> {
    const [sql, engine, storage] = await Promise.all([
      this.#probe('sql', () => this.app.sqlHealth()),
      this.#probe('engine', () => this.app.engine.health()),
      this.#probe('storage', () => this.app.storage.health()),
    ]);
    // Without its files a server still carries messages: it is not to be taken out of use.
    return { status: sql === 'ok' && engine === 'ok' ? 'ok' : 'unavailable', sql, engine, storage };
  }

  async #probe(name: string, ask: () => Promise<{ ok: boolean; reason?: string }>): Promise<PartState> {
    const timer = new AbortController();
    const late = sleep(this.config.health.timeout, { ok: false, reason: 'no answer in time' }, { signal: timer.signal, ref: false });
    late.catch(() => undefined); // cut short once the answer is there
    try {
      const { ok, reason } = await Promise.race([ask(), late]);
      if (!ok) this.logger.warn({ reason }, `${name} is down`);
      return ok ? 'ok' : 'down';
    } catch (error) {
      this.logger.warn({ err: error }, `${name} is down`);
      return 'down';
    } finally {
      timer.abort();
    }
  }
}
