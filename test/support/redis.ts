import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { findBinary } from './binary.ts';
import { Child, freePort } from './child.ts';
import { until } from './wait.ts';

/** Options of a private server. */
export interface RedisServerOptions {
  /** Further settings, as on its command line: `['--maxmemory', '10mb']`. */
  readonly settings?: readonly string[];
}

/** A redis-server of this test process: own port and directory, AOF every second, gone with the process at the latest. */
export class RedisServer {
  readonly port: number;
  readonly directory: string;
  readonly #args: readonly string[];
  #child: Child;

  static async start({ settings = [] }: RedisServerOptions = {}): Promise<RedisServer> {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-redis-'));
    const server = new RedisServer(await freePort(), directory, settings);
    await server.#answering();
    return server;
  }

  private constructor(port: number, directory: string, settings: readonly string[]) {
    this.port = port;
    this.directory = directory;
    const durability = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];
    this.#args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...durability, ...settings];
    this.#child = this.#spawn();
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Itself, as a cluster has several. */
  get servers(): readonly RedisServer[] {
    return [this];
  }

  get isRunning(): boolean {
    return this.#child.isRunning;
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Runs one command over a connection of its own, as an operator would. */
  async command(name: string, ...args: string[]): Promise<unknown> {
    const client = new Redis(this.port, '127.0.0.1', { lazyConnect: true, retryStrategy: null, maxLoadingRetryTime: 10 });
    client.on('error', () => undefined); // the command rejects with it
    try {
      await client.connect();
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  }

  /** Empties it. */
  async flush(): Promise<void> {
    await this.command('flushall');
  }

  /** Freezes it: connections stay open and nothing answers. */
  pause(): void {
    this.#child.pause();
  }

  resume(): void {
    this.#child.resume();
  }

  /** Ends it at once; what it wrote to disk stays. */
  async kill9(): Promise<void> {
    await this.#child.kill9();
  }

  /** Starts it again on the same port, with its data or without. */
  async restart({ wipe = false }: { wipe?: boolean } = {}): Promise<void> {
    await this.kill9();
    if (wipe) fs.rmSync(path.join(this.directory, 'appendonlydir'), { recursive: true, force: true });
    this.#child = this.#spawn();
    await this.#answering();
  }

  /** Starts it if it was killed, goes on if it was frozen. */
  async mend(): Promise<void> {
    this.resume();
    if (!this.isRunning) await this.restart();
  }

  /** A copy of what is on disk now, for `restoreDisk`. */
  copyDisk(): string {
    const copy = fs.mkdtempSync(path.join(this.directory, 'copy-'));
    fs.cpSync(path.join(this.directory, 'appendonlydir'), copy, { recursive: true });
    return copy;
  }

  /** Puts a copy in place of the data of a server that is down: it will come back with an older state. */
  restoreDisk(copy: string): void {
    const data = path.join(this.directory, 'appendonlydir');
    fs.rmSync(data, { recursive: true, force: true });
    fs.cpSync(copy, data, { recursive: true });
  }

  async stop(): Promise<void> {
    await this.#child.kill9();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  #spawn(): Child {
    return Child.start(findBinary(['redis-server'], 'redis-server'), this.#args);
  }

  /** Answers, and is the process that we started: a port may be somebody else's. */
  async #answering(): Promise<void> {
    await until(
      async () => {
        if (!this.#child.isRunning) throw new Error(`redis-server ended: ${this.#child.output}`);
        const info = String(await this.command('info', 'server'));
        return new RegExp(`^process_id:${this.pid}\\r$`, 'm').test(info);
      },
      { message: () => `redis-server on port ${this.port}: ${this.#child.output}` },
    );
  }
}
