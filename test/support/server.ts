import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Child, freePort } from './child.ts';
import { until } from './wait.ts';

export interface ServerOptions {
  /** Settings of the server beside PORT and DATA_DIR; see docs/configuration.md. */
  readonly env?: Readonly<Record<string, string>>;
  /** Merged over the configuration of the server, beyond what the environment can say. */
  readonly config?: object;
  /** The core to run on; any by default. */
  readonly core?: number | undefined;
}

const OFTEN = { points: 1e9, window: 10_000 };

/** Settings under which a crowd on one address may register and write as fast as it can. */
export const WITHOUT_LIMITS = {
  limit: {
    visitorContacts: OFTEN,
    visitorBytes: { points: 1e12, window: 60_000 },
    contacts: OFTEN,
    entries: OFTEN,
    request: { ...OFTEN, perAddress: OFTEN.points },
    lookup: { ...OFTEN, perAddress: OFTEN.points },
    login: OFTEN,
    guess: OFTEN,
    address: OFTEN,
    register: OFTEN,
    visitor: OFTEN,
  },
  search: { limit: OFTEN },
  gateway: { frames: OFTEN, maxPerUser: 1000 },
  chat: { sends: { visitor: OFTEN, user: OFTEN } },
};

const ROOT = process.cwd(); // mocha and npm run in the checkout
/** As npm start does: message objects live for some milliseconds, longer than a small young generation lasts. */
const FLAGS = ['--max-semi-space-size=64'];
const PROGRAM = [...FLAGS, path.join(ROOT, 'dist/bin/foyer.js'), 'start'];
const CONFIGURED = [...FLAGS, path.join(ROOT, 'test/support/serve.mjs')];
const START_WITHIN = 20_000;

/** A Foyer server of its own: compiled, on a free port, with a data directory that outlives its crashes. */
export class Server {
  readonly port: number;
  readonly dataDir: string;
  readonly #options: ServerOptions;
  #child: Child;

  /** Starts one and waits until it serves. */
  static async start(options: ServerOptions = {}): Promise<Server> {
    const dataDir = await mkdtemp(path.join(os.tmpdir(), 'foyer-'));
    const server = new Server(options, { port: await freePort(), dataDir });
    await server.#serving();
    return server;
  }

  private constructor(options: ServerOptions, { port, dataDir }: { port: number; dataDir: string }) {
    this.#options = options;
    this.port = port;
    this.dataDir = dataDir;
    this.#child = this.#spawn();
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get socketUrl(): string {
    return `ws://127.0.0.1:${this.port}/ws`;
  }

  /** The process that runs now; another one after a restart. */
  get child(): Child {
    return this.#child;
  }

  /** kill -9. */
  async kill(): Promise<void> {
    await this.#child.kill9();
  }

  /** Starts it again, on the same port and data, after a kill or a stop. */
  async restart(): Promise<void> {
    await this.#child.stop();
    this.#child = this.#spawn();
    await this.#serving();
  }

  /** SIGTERM; the data stays for a restart. */
  async stop(): Promise<void> {
    await this.#child.stop();
  }

  /** Stops it and removes its data. */
  async discard(): Promise<void> {
    await this.#child.kill9();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  #spawn(): Child {
    const { env = {}, config, core } = this.#options;
    const settings = { PORT: String(this.port), HOST: '127.0.0.1', DATA_DIR: this.dataDir, LOG_LEVEL: 'warn', ...env };
    if (!config) return Child.start(process.execPath, PROGRAM, { env: settings, core });
    return Child.start(process.execPath, CONFIGURED, { env: { ...settings, TEST_CONFIG: JSON.stringify(config) }, core });
  }

  async #serving(): Promise<void> {
    const message = (): string => `the server to serve; it wrote: ${this.#child.output}`;
    const started = await until(async () => !this.#child.isRunning || (await this.#isHealthy()), { within: START_WITHIN, message });
    if (!started || !this.#child.isRunning) throw new Error(`the server ended with ${this.#child.exitCode}: ${this.#child.output}`);
  }

  async #isHealthy(): Promise<boolean> {
    const response = await fetch(`${this.url}/healthz`, { headers: { connection: 'close' } });
    await response.body?.cancel();
    return response.ok;
  }
}
