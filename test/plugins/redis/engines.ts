import { RedisEngine, type RedisEngineOptions } from '../../../plugins/redis/engine/engine.ts';
import { RedisCluster } from '../../support/redis-cluster.ts';
import { RedisServer } from '../../support/redis.ts';

/** What engines of a test run on. */
interface Stores {
  readonly url: string;
  readonly servers: readonly RedisServer[];
  /** Everything runs again and is empty. */
  mend(): Promise<void>;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

let cluster: Promise<RedisCluster> | undefined;

// Once, after the last block of this process.
after(async () => (await cluster)?.stop());

/** Private stores for a describe block, emptied and without engines before each test. */
export class Engines<S extends Stores = RedisServer> {
  readonly #start: () => Promise<S>;
  readonly #opened: RedisEngine[] = [];
  #server: S | undefined;

  /** Hooks into the describe block it is called in: one server of its own. */
  static use(): Engines {
    const engines = hook(new Engines(() => RedisServer.start()));
    after(() => engines.server.stop());
    return engines;
  }

  /** The same with a cluster of three masters, one for all blocks. */
  static useCluster(): Engines<RedisCluster> {
    return hook(new Engines(() => (cluster ??= RedisCluster.start())));
  }

  private constructor(start: () => Promise<S>) {
    this.#start = start;
  }

  get server(): S {
    if (!this.#server) throw new Error('the server is started before the tests');
    return this.#server;
  }

  /** An engine on the server, as another node would have it. */
  open = async (options: Partial<RedisEngineOptions> = {}): Promise<RedisEngine> => {
    const engine = new RedisEngine({ url: this.server.url, warn: () => undefined, ...options });
    this.#opened.push(engine);
    await engine.connect();
    return engine;
  };

  async start(): Promise<void> {
    this.#server = await this.#start();
  }

  async clear(): Promise<void> {
    for (const engine of this.#opened.splice(0)) await engine.close();
    await this.server.mend();
    // What a hung server still has to read of them comes too late.
    await Promise.all(this.server.servers.map((server) => server.command('client', 'kill', 'type', 'normal')));
    await this.server.flush();
  }
}

function hook<S extends Stores>(engines: Engines<S>): Engines<S> {
  before(function () {
    this.timeout(30_000);
    return engines.start();
  });
  afterEach(() => engines.clear());
  return engines;
}
