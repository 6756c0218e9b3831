import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import mysql from 'mysql2/promise';
import { findBinary } from './binary.ts';
import { Child, freePort } from './child.ts';
import { until } from './wait.ts';

const PACKAGE = 'mariadb-server';
const SMALL = '--innodb-log-file-size=8M';
const START_WITHIN = 20_000;

/** A mariadbd of this test process: own port and directory, durability as by default, gone with the process at the latest. */
export class MariadbServer {
  readonly port: number;
  readonly directory: string;
  readonly #flags: readonly string[];
  #child: Child;
  #databases = 0;

  /** `flags`: of the server, beside those that every one gets. */
  static async start(flags: readonly string[] = []): Promise<MariadbServer> {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-mariadb-'));
    install(path.join(directory, 'data'));
    const server = new MariadbServer({ port: await freePort(), directory, flags });
    await server.#answering();
    await server.query('CREATE DATABASE foyer CHARACTER SET utf8mb4');
    return server;
  }

  private constructor({ port, directory, flags }: { port: number; directory: string; flags: readonly string[] }) {
    this.port = port;
    this.directory = directory;
    this.#flags = flags;
    this.#child = this.#spawn();
  }

  /** The URL of a database that is there from the start. */
  get url(): string {
    return this.urlOf('foyer');
  }

  get pid(): number {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.isRunning;
  }

  urlOf(database: string): string {
    return `mysql://root@127.0.0.1:${this.port}/${database}`;
  }

  /** Makes another database, empty, and returns its URL. */
  async createDatabase(): Promise<string> {
    const name = `foyer_${++this.#databases}`;
    await this.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    return this.urlOf(name);
  }

  /** Runs one statement over a connection of its own, as an administrator would. */
  async query(sql: string, values: readonly (string | number)[] = []): Promise<unknown> {
    const connection = await mysql.createConnection({ host: '127.0.0.1', port: this.port, user: 'root', connectTimeout: 2000 });
    connection.on('error', () => undefined); // the statement rejects with it
    try {
      const [answer] = await connection.query({ sql, values: [...values] });
      return answer;
    } finally {
      connection.destroy();
    }
  }

  /** Freezes it: connections stay open and nothing answers. */
  pause(): void {
    this.#child.pause();
  }

  /** Waits until the last of its threads stands still after `pause`. */
  async frozen(): Promise<void> {
    const tasks = `/proc/${this.pid}/task`;
    const isStopped = (task: string): boolean => / T /.test(fs.readFileSync(`${tasks}/${task}/stat`, 'utf8'));
    await until(() => fs.readdirSync(tasks).every(isStopped));
  }

  resume(): void {
    this.#child.resume();
  }

  async kill9(): Promise<void> {
    await this.#child.kill9();
  }

  /** Starts it again on the same port and data. */
  async restart(): Promise<void> {
    await this.kill9();
    this.#child = this.#spawn();
    await this.#answering();
  }

  /** Leaves its end to that of this process. */
  leave(): void {
    this.#child.unref();
    process.once('exit', () => fs.rmSync(this.directory, { recursive: true, force: true }));
  }

  async stop(): Promise<void> {
    await this.#child.kill9();
    fs.rmSync(this.directory, { recursive: true, force: true });
  }

  #spawn(): Child {
    const at = (name: string): string => path.join(this.directory, name);
    return Child.start(findBinary(['mariadbd', 'mysqld'], PACKAGE), [
      '--no-defaults',
      ...(process.getuid?.() === 0 ? ['--user=root'] : []),
      `--datadir=${at('data')}`,
      `--socket=${at('s.sock')}`,
      `--pid-file=${at('pid')}`,
      `--port=${this.port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      '--character-set-server=utf8mb4',
      '--innodb-buffer-pool-size=64M',
      '--performance-schema=OFF',
      SMALL,
      ...this.#flags,
    ]);
  }

  /** Answers, and is the process that we started: a port may be somebody else's. */
  async #answering(): Promise<void> {
    const output = (): string => `mariadbd on port ${this.port}: ${this.#child.output}`;
    const up = await until(async () => !this.#child.isRunning || (await this.#isOurs()), { within: START_WITHIN, message: output });
    if (!up || !this.#child.isRunning) throw new Error(`ended: ${output()}`);
  }

  async #isOurs(): Promise<boolean> {
    const rows = (await this.query('SELECT @@pid_file AS file')) as { file: string }[];
    const file = path.join(this.directory, 'pid');
    return rows[0]?.file === file && Number(fs.readFileSync(file, 'utf8')) === this.pid;
  }
}

let shared: Promise<MariadbServer> | undefined;

/** One server for all suites of this process that only need a database of their own; it ends with the process, and does not hold it. */
export function sharedMariadb(): Promise<MariadbServer> {
  return (shared ??= startShared());
}

/** Ends the shared server before that, if there is one. */
export async function stopSharedMariadb(): Promise<void> {
  const server = await shared;
  shared = undefined;
  await server?.stop();
}

async function startShared(): Promise<MariadbServer> {
  const server = await MariadbServer.start();
  server.leave();
  return server;
}

/** Copies a data directory that is made once per user and machine, since that takes longer than the server's start. */
function install(directory: string): void {
  const template = path.join(os.tmpdir(), `foyer-mariadb-template-${os.userInfo().uid}`);
  if (!fs.existsSync(template)) makeTemplate(template);
  fs.cpSync(template, directory, { recursive: true });
}

/** Renamed when it is whole: several test processes may do this at once. */
function makeTemplate(template: string): void {
  const making = fs.mkdtempSync(`${template}-`);
  const command = findBinary(['mariadb-install-db', 'mysql_install_db'], PACKAGE);
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const args = ['--no-defaults', ...user, `--datadir=${making}`, '--auth-root-authentication-method=normal', '--skip-test-db', SMALL];
  execFileSync(command, args, { stdio: 'ignore' });
  try {
    fs.renameSync(making, template);
  } catch {
    fs.rmSync(making, { recursive: true, force: true }); // another process was faster
  }
}
