import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Api } from './api.ts';
import { until } from './wait.ts';

/** What a server of its own runs on. */
export interface ProcessOptions {
  /** The folder of an application of one's own, as `--dir` takes it. */
  readonly dir: string;
  /** What it keeps lies here, for the next one. */
  readonly dataDir: string;
  /** Variables over those for tests. */
  readonly env?: Readonly<Record<string, string>>;
}

const BASE = path.resolve(import.meta.dirname, '../..');
const PROGRAM = ['bin/foyer.js', 'bin/foyer.ts'].map((file) => path.join(BASE, file)).find((file) => fs.existsSync(file)) ?? '';
const SERVES = /Foyer serves at (http:\/\/[\w.:]+)/;
const START_WITHIN = 60_000;

/** A server in a process of its own, to be killed: `foyer start` with the configuration for tests, on a port of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  #output = '';

  /** Starts one and waits until it serves. */
  static async start(options: ProcessOptions): Promise<ServerProcess> {
    const server = new ServerProcess(options);
    try {
      await until(() => server.url !== '' || !server.isRunning, { within: START_WITHIN, message: () => server.output });
      if (!server.isRunning) throw new Error(`the server ended: ${server.output}`);
    } catch (error) {
      await server.kill();
      throw error;
    }
    return server;
  }

  private constructor({ dir, dataDir, env }: ProcessOptions) {
    // From the source it needs the loader of who starts it.
    const flags = PROGRAM.endsWith('.ts') ? process.execArgv : [];
    const variables = { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'info', DATA_DIR: dataDir, ...env };
    this.#child = spawn(process.execPath, [...flags, PROGRAM, 'start', '--dir', dir], {
      env: variables,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    process.once('exit', () => this.#child.kill('SIGKILL'));
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return SERVES.exec(this.#output)?.[1] ?? '';
  }

  /** `ws://127.0.0.1:<port>/ws` */
  get socketUrl(): string {
    return `${this.url.replace('http', 'ws')}/ws`;
  }

  /** Its HTTP API, without a token. */
  get api(): Api {
    return new Api(this.url);
  }

  /** What it wrote. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** kill -9; resolves when it is gone. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isRunning) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}
