import { RedisEngine, type RedisEngineOptions } from '../../../plugins/redis/engine/engine.ts';
import { RedisServer, type RedisServerOptions } from '../../support/redis.ts';

/** One private server for a describe block, emptied and without engines before each test. */
export class Engines {
  readonly #options: RedisServerOptions;
  readonly #opened: RedisEngine[] = [];
  #server: RedisServer | undefined;

  /** Hooks into the describe block it is called in. */
  static use(options: RedisServerOptions = {}): Engines {
    const engines = new Engines(options);
    before(() => engines.#start());
    afterEach(() => engines.#clear());
    after(() => engines.server.stop());
    return engines;
  }

  private constructor(options: RedisServerOptions) {
    this.#options = options;
  }

  get server(): RedisServer {
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

  async #start(): Promise<void> {
    this.#server = await RedisServer.start(this.#options);
  }

  async #clear(): Promise<void> {
    for (const engine of this.#opened.splice(0)) await engine.close();
    this.server.resume();
    if (!this.server.isRunning) await this.server.restart();
    await this.server.command('client', 'kill', 'type', 'normal'); // what a hung server still has to read of them comes too late
    await this.server.flush();
  }
}
