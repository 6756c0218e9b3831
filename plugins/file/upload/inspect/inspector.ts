import { fork, type ChildProcess } from 'node:child_process';
import os from 'node:os';
import type { JobLimits, Job, Reply } from './job.ts';

/** ms without a job after which the process is ended; the next job starts another. */
const IDLE = 30_000;

/** Few threads, little kept for later, and nothing of this process's environment: who looks into strangers' files needs no secret. */
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' };
const HEAP = ['--max-old-space-size=64', '--max-semi-space-size=1'];

/** A process that looks into files, one after the other. It is started at the first, and may be ended at any time. */
export class Inspector {
  readonly #bounds: JobLimits;
  readonly #isPatient: boolean;
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** A patient one leaves the processor to everything else. */
  constructor(bounds: JobLimits, { isPatient }: { readonly isPatient: boolean }) {
    this.#bounds = bounds;
    this.#isPatient = isPatient;
  }

  /** Never rejects: a process that ends, by itself or at its deadline, took more than it may. */
  async run(job: Job): Promise<Reply> {
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    const reply = await this.#ask(child, job);
    if (!reply) this.close();
    else this.#idle = setTimeout(() => this.close(), IDLE).unref();
    return reply ?? { failure: 'overrun' };
  }

  /** Ends the process. */
  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #ask(child: ChildProcess, job: Job): Promise<Reply | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(undefined), this.#bounds.deadline);
      const end = (reply: Reply | undefined): void => {
        clearTimeout(timer);
        child.off('message', end);
        child.off('exit', gone);
        resolve(reply);
      };
      const gone = (): void => end(undefined);
      child.on('message', end);
      child.on('exit', gone);
      child.send({ job, bounds: this.#bounds }, (error) => error && gone());
    });
  }

  #start(): ChildProcess {
    const child = startProcess();
    child.on('error', () => this.close());
    child.on('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    // Whoever waits for it holds this process, not it.
    child.unref();
    child.channel?.unref();
    if (this.#isPatient && child.pid !== undefined) lower(child.pid);
    return child;
  }
}

/** From a build it is plain JavaScript; from source tsx has to be told. */
function startProcess(): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const execArgv = isSource ? [...HEAP, `--import=${import.meta.resolve('tsx')}`] : HEAP;
  const entry = new URL(isSource ? './main.ts' : './main.js', import.meta.url);
  return fork(entry, { execArgv, env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

/** Where that is not allowed it goes on as it is. */
function lower(pid: number): void {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended, or this machine has no priorities.
  }
}
