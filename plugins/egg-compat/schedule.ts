import path from 'node:path';
import { BootError, spanOf, type Pace, type Schedule } from '#kernel';
import { isClass, isObject } from '../../kernel/files.ts';
import type { EggApplication } from './application.ts';
import type { EggContext } from './context.ts';
import { asClass, load, isFunction } from './module.ts';
import { filesIn } from './names.ts';

/** What Egg's `app/schedule/x.js` says of when it runs. */
interface Timing {
  /** ms, or a span like `1m`. */
  readonly interval?: number | string;
  readonly cron?: string;
  readonly cronOptions?: { readonly tz?: string };
  /** `worker`: one process of all; `all`: each. */
  readonly type?: string;
  /** Whether it runs once at the start too. */
  readonly immediate?: boolean;
  readonly disable?: boolean;
  readonly env?: readonly string[];
}

interface Task {
  readonly timing: Timing;
  readonly run: (ctx: EggContext) => unknown;
}

type Subscriber = { subscribe(): unknown };

/** A schedule of Egg's as one of Foyer's. */
export interface EggSchedule {
  readonly name: string;
  readonly file: string;
  readonly schedule: Schedule;
}

/** What stands in `app/schedule/` of the units of Egg. Throws a BootError that names the file. */
export function schedulesOf(app: EggApplication): EggSchedule[] {
  const schedules: EggSchedule[] = [];
  for (const unit of app.units) {
    for (const { file, names } of filesIn(path.join(unit.path, 'app/schedule'))) {
      const { timing, run } = taskIn(app, file);
      if (timing.disable === true || (timing.env && !timing.env.includes(app.env))) continue;
      const work = async (): Promise<void> => void (await run(app.createAnonymousContext()));
      if (timing.immediate === true) app.messenger.once('egg-ready', () => app.inBackground(work));
      const schedule = { ...paceOf(timing, file), on: onOf(timing, file), run: work };
      schedules.push({ name: `egg.${unit.name}.${names.join('.')}`, file, schedule });
    }
  }
  return schedules;
}

/** A class with `static schedule` and `subscribe`, or an object with `schedule` and `task`; or a function of the application that gives one of them. */
function taskIn(app: EggApplication, file: string): Task {
  const exported = load(file);
  const given = isFunction(exported) ? exported(app) : exported;
  const timing = isObject(given) || isClass(given) ? (Reflect.get(given, 'schedule') as unknown) : undefined;
  if (!isObject(timing)) throw new BootError(`${file} says no schedule: { interval or cron, type: 'worker' or 'all' }`);
  if (isClass(given)) return { timing, run: (ctx) => (new (asClass(given))(ctx) as Subscriber).subscribe() };
  const { task } = given as { task?: unknown };
  if (typeof task !== 'function') throw new BootError(`${file} has no task to run: export task(ctx), or a class with subscribe()`);
  return { timing, run: (ctx) => (task as (ctx: EggContext) => unknown).call(ctx, ctx) };
}

function paceOf({ interval, cron, cronOptions: { tz } = {} }: Timing, file: string): Pace {
  if (cron !== undefined) return { cron: byMinute(cron, file), timeZone: tz ?? Intl.DateTimeFormat().resolvedOptions().timeZone };
  const every = typeof interval === 'number' ? interval : spanOf(interval ?? '');
  if (every >= 1) return { every };
  throw new BootError(`${file} has no interval or cron that can be read: write ms, 30s, 5m, 12h, 1d, or cron: '0 3 * * *'`);
}

/** Egg's cron may begin with seconds; a time of the day in Foyer is a minute. */
function byMinute(cron: string, file: string): string {
  const [seconds = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length !== 5) return cron;
  if (/^\d+$/.test(seconds)) return rest.join(' ');
  throw new BootError(`${file} has cron '${cron}', which comes by the second: write interval in its place, as in interval: '5s'`);
}

function onOf({ type = 'worker' }: Timing, file: string): Schedule['on'] {
  if (type === 'worker') return 'cluster';
  if (type === 'all') return 'node';
  throw new BootError(`${file} has the type ${type}: write worker or all`);
}
