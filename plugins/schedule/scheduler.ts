import { BootError, bringFolder, isPlainFunction, reasonOf, Watch, type Application, type Schedule } from '#kernel';
import { takeTurn } from './due.ts';
import { timesOf, type Times } from './times.ts';

interface NamedSchedule {
  readonly name: string;
  readonly schedule: Schedule;
  readonly times: Times;
}

/** Runs what stands in `app/schedule/` of the units, from when the server listens until it closes. */
export class Scheduler {
  readonly #app: Application;
  readonly #added = new Map<string, { readonly file: string; readonly schedule: Schedule }>();
  #schedules: NamedSchedule[] = [];
  #watches: readonly Watch[] = [];

  constructor(app: Application) {
    this.#app = app;
  }

  /** By name, in the order of the units. */
  get names(): readonly string[] {
    return this.#schedules.map(({ name }) => name);
  }

  /** Reads the folders. Throws a BootError that names the file and what to mend. */
  async load(): Promise<void> {
    const found = await bringFolder(this.#app.units, 'schedule');
    this.#schedules = Array.from(found).flatMap(([name, { file, exported }]) => {
      const schedule = made(this.#app, file, exported);
      return schedule ? [{ name, schedule, times: readTimes(file, schedule) }] : [];
    });
    for (const [name, { file, schedule }] of this.#added) this.#schedules.push({ name, schedule, times: readTimes(file, schedule) });
  }

  /** Adds one that stands in no `app/schedule/` of a unit, before they are loaded; `file` is for messages. */
  add(name: string, file: string, schedule: Schedule): void {
    this.#added.set(name, { file, schedule });
  }

  start(): void {
    this.#watches = this.#schedules.map((named) => this.#watch(named));
  }

  /** Begins nothing more; resolves when what is under way has ended. */
  async close(): Promise<void> {
    await Promise.all(this.#watches.map((watch) => watch.close()));
  }

  /** One each, so that a long run holds up none of the others. */
  #watch({ name, schedule, times }: NamedSchedule): Watch {
    if ('every' in schedule && schedule.on === 'node') return new Watch(schedule.every, () => schedule.run(), this.#report(name));
    const { sql, config } = this.#app;
    const take = schedule.on === 'node' ? turnsOf(times) : (now: number) => takeTurn(sql, { name, times, now });
    const runIfDue = async (): Promise<void> => {
      if (await take(Date.now())) await schedule.run();
    };
    const { look } = config.schedule;
    return new Watch('every' in schedule ? Math.min(look, schedule.every) : look, runIfDue, this.#report(name));
  }

  #report(name: string): (error: unknown) => void {
    return (error) => this.#app.logger.warn({ err: error, schedule: name }, `the schedule ${name} failed, and comes again`);
  }
}

/** The turns of this node alone: what came while it did not run is not made up for. */
function turnsOf(times: Times): (now: number) => Promise<boolean> {
  let dueAt = times.next(Date.now());
  return (now) => {
    const verdict = times.judge(dueAt, now);
    if (verdict !== 'waits') dueAt = times.next(now);
    return Promise.resolve(verdict === 'due');
  };
}

function made(app: Application, file: string, make: unknown): Schedule | undefined {
  if (!isPlainFunction(make)) throw new BootError(`${file} must export defineSchedule((app) => ({ every, on, run })) by default`);
  const schedule = make(app);
  if (schedule === undefined || isSchedule(schedule)) return schedule;
  throw new BootError(`${file} must give every (ms, from 1) or cron (and timeZone), on ('node' or 'cluster') and run`);
}

function readTimes(file: string, schedule: Schedule): Times {
  try {
    return timesOf(schedule);
  } catch (error) {
    const { cron, timeZone = 'UTC' } = schedule as Extract<Schedule, { cron: string }>;
    throw new BootError(`${file} gives cron '${cron}' in the time zone ${timeZone}: ${reasonOf(error)}`, { cause: error });
  }
}

function isSchedule(value: unknown): value is Schedule {
  if (typeof value !== 'object' || value === null) return false;
  const { every, cron, timeZone = '', on, run } = value as Partial<Record<string, unknown>>;
  const isPace = cron === undefined ? typeof every === 'number' && every >= 1 : every === undefined && typeof cron === 'string';
  return isPace && typeof timeZone === 'string' && (on === 'node' || on === 'cluster') && typeof run === 'function';
}
