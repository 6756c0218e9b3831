import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net, { type Socket } from 'node:net';

export interface ChildOptions {
  /** Added to PATH and HOME: a child sees nothing else of this process' environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The core to run on; any by default. */
  readonly core?: number | undefined;
}

const DIES_WITH_US = ['--pdeathsig', 'KILL']; // however this process ends, its servers must not stay behind
const OUTPUT_LIMIT = 64 * 1024;
const STOP_WITHIN = 12_000;
const FIRST_PORT = 20_000; // below the range for outgoing connections: a client that dials a dead server must not get itself
const PORTS = 12_000;

/** A process of ours: started, watched, signalled and waited for by its own pid. */
export class Child {
  readonly pid: number;
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;
  #output = '';

  static start(command: string, args: readonly string[], { env = {}, cwd, core }: ChildOptions = {}): Child {
    const pinned = core === undefined ? [] : ['taskset', '-c', String(core)];
    const line = [...DIES_WITH_US, ...pinned, command, ...args];
    const base = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
    return new Child(spawn('setpriv', line, { env: { ...base, ...env }, cwd, stdio: ['ignore', 'pipe', 'pipe'] }), command);
  }

  private constructor(child: ChildProcess, command: string) {
    if (child.pid === undefined) throw new Error(`${command} did not start`);
    this.pid = child.pid;
    this.#process = child;
    this.#exited = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output = (this.#output + chunk.toString()).slice(-OUTPUT_LIMIT)));
    }
  }

  /** The last 64 KiB that it wrote. */
  get output(): string {
    return this.#output;
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Its exit code; null when a signal ended it or it still runs. */
  get exitCode(): number | null {
    return this.#process.exitCode;
  }

  /** Freezes it: its sockets stay open and nothing answers. */
  pause(): void {
    this.#process.kill('SIGSTOP');
  }

  resume(): void {
    this.#process.kill('SIGCONT');
  }

  /** Lets this process end though the child still runs, which ends with it. */
  unref(): void {
    this.#process.unref();
    for (const stream of [this.#process.stdout, this.#process.stderr]) (stream as Socket | null)?.unref();
  }

  /** kill -9; resolves when it is gone. */
  async kill9(): Promise<void> {
    if (!this.isRunning) return;
    this.#process.kill('SIGKILL');
    await this.#exited;
  }

  /** SIGTERM, and kill -9 after 12 s; resolves when it is gone. */
  async stop(): Promise<void> {
    if (!this.isRunning) return;
    this.resume();
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), STOP_WITHIN);
    await this.#exited;
    clearTimeout(timer);
  }
}

/** A port on 127.0.0.1 that nobody listens on, and that no other test process takes while this one lives: it is free for restarts too. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    const claim = await listening({ path: `\0foyer-test-port-${port}` });
    if (!claim) continue;
    const trial = await listening({ port, host: '127.0.0.1' });
    await closed(trial ?? claim);
    if (trial) return port;
  }
}

/** A server that keeps no process alive; undefined where somebody else has its place. A place that begins with a zero byte is a name, gone with its process. */
async function listening(place: net.ListenOptions): Promise<net.Server | undefined> {
  const server = net.createServer().listen(place).unref();
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

async function closed(server: net.Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
