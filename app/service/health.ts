import { onceFor, Service, type Application } from '#kernel';
import { Probe, type PartHealth, type PartState } from '../health/probe.ts';
import { tryStore } from '../messaging/journal/trial.ts';

/** How the server is, for GET /healthz. Reasons are in the log: they may name hosts. */
export interface HealthReport {
  readonly status: 'ok' | 'unavailable';
  readonly sql: PartState;
  readonly engine: PartState;
  /** Where files lie, where a unit keeps some. */
  readonly storage?: PartState;
}

type Part = 'sql' | 'engine' | 'storage';
type Probes = Readonly<Record<Part, Probe>>;

/** As long as the application: an answer is given to many. */
const probesOf = onceFor((app: Application): Probes => ({
  sql: probe(app, 'sql', () => writes(app)),
  engine: probe(app, 'engine', () => app.engine.health()),
  storage: probe(app, 'storage', () => app.files.health()),
}));

/** Tries whether the stores take what a send, or a file, needs of them. */
export default class HealthService extends Service {
  /** The state of every part; one that does not answer in time is down. */
  async check(): Promise<HealthReport> {
    const parts = probesOf(this.app);
    const states = [parts.sql.state(), parts.engine.state(), parts.storage.state()] as const;
    const [sql, engine, storage] = await Promise.all(states);
    // Without its files a server still carries messages: it is not to be taken out of use.
    return { status: sql === 'ok' && engine === 'ok' ? 'ok' : 'unavailable', sql, engine, ...(this.app.files.areKept && { storage }) };
  }
}

function probe({ logger, config }: Application, part: Part, ask: () => Promise<PartHealth>): Probe {
  const onChange = ({ ok, reason }: PartHealth): void => {
    if (ok) logger.info(`${part} is back`);
    else logger.warn({ reason }, `${part} is down`);
  };
  return new Probe({ ask, onChange, timeout: config.health.timeout, fresh: config.health.fresh });
}

async function writes(app: Application): Promise<PartHealth> {
  const health = await app.sqlHealth();
  if (health.ok) await tryStore(app.sql);
  return health;
}
