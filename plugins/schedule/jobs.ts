import { BootError, bringFolder, isPlainFunction, Watch, type Application, type Job, type JobData } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { within } from '../../engine/within.ts';
import { claimJob, countUnknown, findDue, followClock, insertJobs, nextDue, putOff, removeJob, type ClaimedJob } from './job-store.ts';

/** A job as it is added, without its name. */
export interface JobDraft<Data> {
  /** ms since 1970; what is past is due at once. */
  readonly at: number;
  readonly data: Data;
  /** While one of this name and key waits, another is not added. */
  readonly key?: string;
}

/** Characters of a key. */
const LONGEST_KEY = 190;

/** ms that a claim outlasts the deadline of its run, so that a run that ends in time is written down by the node that made it. */
const GRACE = 10_000;

/** Work that is put off and done surely: kept in SQL, claimed by one node at a time, tried again until it is done. `app.jobs`. */
export class Jobs {
  readonly #app: Application;
  readonly #runs: ReturnType<Application['metrics']['counter']>;
  readonly #running = new Set<Promise<void>>();
  readonly #told = new Set<string>();
  #jobs: ReadonlyMap<string, Job<unknown>> = new Map();
  #isOpen = false;
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** When the timer looks. */
  #lookingAt = Infinity;
  #watches: readonly Watch[] = [];

  constructor(app: Application) {
    this.#app = app;
    this.#runs = app.metrics.counter({ name: 'foyer_job_runs_total', help: 'Runs of jobs by how they ended', labels: ['job', 'end'] });
    const gauge = { name: 'foyer_jobs_unknown', help: 'Jobs that are due and that no unit of this node knows' };
    app.metrics.gauge(gauge, async () => (await this.#unknown()).reduce((sum, { waiting }) => sum + waiting, 0));
  }

  /** By name, in the order of the units. */
  get names(): readonly string[] {
    return [...this.#jobs.keys()];
  }

  /** Puts work off until `at` (ms since 1970): once this resolves it will be done. */
  add<Name extends keyof JobData>(name: Name, at: number, data: JobData[Name]): Promise<void> {
    return this.addAll(name, [{ at, data }]);
  }

  /** The same for many in one statement, with keys of their own; with `tx` they belong to a transaction, without whose commit there are none. */
  async addAll<Name extends keyof JobData>(name: Name, jobs: readonly JobDraft<JobData[Name]>[], tx?: SqlSession): Promise<void> {
    const { sql } = this.#app;
    const long = jobs.find(({ key = '' }) => key.length > LONGEST_KEY);
    if (long) throw new RangeError(`the key of a job has at most ${LONGEST_KEY} characters: ${long.key}`);
    const rows = jobs.map(({ at, data, key }) => ({ name, at, data: JSON.stringify(data), key }));
    await insertJobs(tx ?? sql, rows, { dialect: sql.dialect, now: Date.now() });
    if (this.#isOpen) this.#lookAt(Math.min(...jobs.map(({ at }) => at)));
  }

  /** Reads the folders. Throws a BootError that names the file and what to mend. */
  async load(): Promise<void> {
    const found = await bringFolder(this.#app.units, 'job');
    this.#jobs = new Map(Array.from(found, ([name, { file, exported }]) => [name, made(this.#app, file, exported)]));
  }

  /** From now on this node runs what is due. */
  start(): void {
    const { look, unknown } = this.#app.config.schedule.jobs;
    this.#isOpen = true;
    this.#watches = [
      new Watch(look, () => this.#look(), this.#report('jobs were not looked for')),
      new Watch(unknown, () => this.#tellUnknown(), this.#report('jobs were not counted')),
    ];
    this.#lookAt(Date.now());
  }

  /** Begins nothing more; resolves when what is under way has ended, or is late. */
  async close(): Promise<void> {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    await Promise.all(this.#watches.map((watch) => watch.close()));
    await this.#looking?.catch(() => undefined); // told where it was begun
    await Promise.all(this.#running);
  }

  /** Looks when something that this node knows of is due; what others added is found by the watch. */
  #lookAt(at: number): void {
    const { look } = this.#app.config.schedule.jobs;
    const now = Date.now();
    if (!this.#isOpen || at - now > look || at >= this.#lookingAt) return;
    this.#lookingAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lookNow(), Math.max(at - now, 0)).unref();
  }

  #lookNow(): void {
    this.#lookingAt = Infinity;
    this.#look().catch(this.#report('jobs were not looked for'));
  }

  /** One look at a time; another that is asked for meanwhile is that one, and what it misses is due again soon. */
  #look(): Promise<void> {
    this.#looking ??= this.#take().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #take(): Promise<void> {
    const { sql, config } = this.#app;
    await followClock(sql, Date.now());
    let found: readonly ClaimedJob[];
    do {
      const limit = config.schedule.jobs.atOnce - this.#running.size;
      found = this.#isOpen ? await findDue(sql, this.names, { now: Date.now(), limit }) : [];
      for (const job of found) await this.#claim(job);
    } while (found.length > 0);
    const next = this.#running.size < config.schedule.jobs.atOnce ? await nextDue(sql, this.names) : undefined;
    if (next !== undefined) this.#lookAt(next);
  }

  async #claim(found: ClaimedJob): Promise<void> {
    const job = this.#jobs.get(found.name);
    if (!job || !this.#isOpen) return;
    const claimed = await claimJob(this.#app.sql, found, { now: Date.now(), lease: job.deadline + GRACE });
    if (!claimed) return;
    const run = this.#run(job, claimed)
      .catch(this.#report(`the end of job ${claimed.name} was not written down, and it comes again`))
      .finally(() => {
        this.#running.delete(run);
        this.#lookAt(Date.now());
      });
    this.#running.add(run);
  }

  async #run(job: Job<unknown>, claimed: ClaimedJob): Promise<void> {
    const { sql, logger } = this.#app;
    const { id, name, tries, addedAt } = claimed;
    try {
      const late = (): Error => new Error(`not done within ${job.deadline} ms`);
      await within(job.deadline, runOf(job, claimed.data), late);
    } catch (error) {
      const now = Date.now();
      const isOver = job.giveUp !== undefined && now - addedAt >= job.giveUp;
      this.#runs.inc({ job: name, end: isOver ? 'given_up' : 'failed' });
      logger.warn({ err: error, job: name, id, tries }, `the job ${name} failed, and ${isOver ? 'is given up' : 'comes again'}`);
      return isOver ? removeJob(sql, id) : putOff(sql, claimed, { now, pause: this.#pauseAfter(tries) });
    }
    await removeJob(sql, id);
    this.#runs.inc({ job: name, end: 'done' });
  }

  /** Four times as long each time. */
  #pauseAfter(tries: number): number {
    const { first, longest } = this.#app.config.schedule.jobs.pause;
    return Math.min(longest, first * 4 ** (tries - 1));
  }

  #unknown(): Promise<{ name: string; waiting: number }[]> {
    return countUnknown(this.#app.sql, this.names, Date.now());
  }

  /** Once per name and process: a unit may be off for a while, and what it put off waits for it. */
  async #tellUnknown(): Promise<void> {
    for (const { name, waiting } of await this.#unknown()) {
      if (this.#told.has(name)) continue;
      this.#told.add(name);
      this.#app.logger.warn({ job: name, waiting }, `jobs ${name} wait: no unit has an app/job/ file of that name`);
    }
  }

  #report(what: string): (error: unknown) => void {
    return (error) => this.#app.logger.warn({ err: error }, what);
  }
}

/** Also what it throws at once, and data that is none, is a failure of the run. */
async function runOf(job: Job<unknown>, data: string): Promise<void> {
  await job.run(JSON.parse(data));
}

function made(app: Application, file: string, make: unknown): Job<unknown> {
  if (!isPlainFunction(make)) throw new BootError(`${file} must export defineJob((app) => ({ deadline, run })) by default`);
  const job = make(app);
  if (!isJob(job)) throw new BootError(`${file} must give deadline (ms, from 1) and run; giveUp, where it is there, is ms too`);
  return job;
}

function isJob(value: unknown): value is Job<unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { deadline, giveUp = 1, run } = value as Partial<Record<keyof Job<unknown>, unknown>>;
  return typeof deadline === 'number' && deadline >= 1 && typeof giveUp === 'number' && giveUp >= 1 && typeof run === 'function';
}
