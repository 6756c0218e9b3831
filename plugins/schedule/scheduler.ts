import { BootError, bringFolder, isPlainFunction, Watch, type Application, type Schedule } from '#kernel';
import { takeTurn } from './due.ts';

interface Named {
  readonly name: string;
  readonly schedule: Schedule;
}

/** Runs what stands in `app/schedule/` of the units, from when the server listens until it closes. */
export class Scheduler {
  readonly #app: Application;
  #schedules: readonly Named[] = [];
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
    this.#schedules = Array.from(found, ([name, { file, exported }]) => ({ name, schedule: made(this.#app, file, exported) }));
  }

  start(): void {
    this.#watches = this.#schedules.map((named) => this.#watch(named));
  }

  /** Begins nothing more; resolves when what is under way has ended. */
  async close(): Promise<void> {
    await Promise.all(this.#watches.map((watch) => watch.close()));
  }

  /** One each, so that a long run holds up none of the others. */
  #watch({ name, schedule }: Named): Watch {
    const { every, on } = schedule;
    const { sql, config } = this.#app;
    if (on === 'node') return new Watch(every, () => schedule.run(), this.#report(name));
    const runIfDue = async (): Promise<void> => {
      if (await takeTurn(sql, { name, every, now: Date.now() })) await schedule.run();
    };
    return new Watch(Math.min(config.schedule.look, every), runIfDue, this.#report(name));
  }

  #report(name: string): (error: unknown) => void {
    return (error) => this.#app.logger.warn({ err: error, schedule: name }, `the schedule ${name} failed, and comes again`);
  }
}

function made(app: Application, file: string, make: unknown): Schedule {
  if (!isPlainFunction(make)) throw new BootError(`${file} must export defineSchedule((app) => ({ every, on, run })) by default`);
  const schedule = make(app);
  if (!isSchedule(schedule)) throw new BootError(`${file} must give every (ms, from 1), on ('node' or 'cluster') and run`);
  return schedule;
}

function isSchedule(value: unknown): value is Schedule {
  if (typeof value !== 'object' || value === null) return false;
  const { every, on, run } = value as Partial<Record<keyof Schedule, unknown>>;
  return typeof every === 'number' && every >= 1 && (on === 'node' || on === 'cluster') && typeof run === 'function';
}
