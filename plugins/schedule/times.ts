import { Cron } from 'croner';
import type { Pace } from '#kernel';

/** What the time at which a schedule is due is worth by now; `stale`: it is none of its times any more. */
export type Verdict = 'due' | 'waits' | 'stale';

/** The times of a schedule, in ms since 1970. */
export interface Times {
  /** The first one after a time. */
  next(after: number): number;
  judge(dueAt: number, now: number): Verdict;
}

/** When a schedule comes. Throws an error that says what is wrong with its expression or its time zone. */
export function timesOf(pace: Pace): Times {
  return 'cron' in pace ? timesOfDay(pace.cron, pace.timeZone) : timesBetween(pace.every);
}

/**
 * With a pause in between. What lies twice as far ahead was reckoned with a longer one, or by a clock that was put back since, and counts as due. Not
 * what lies a little further: the other node's clock may be ahead, or was read later than `now`.
 */
function timesBetween(every: number): Times {
  return {
    next: (after) => after + every,
    judge: (dueAt, now) => (dueAt > now && dueAt <= now + 2 * every ? 'waits' : 'due'),
  };
}

/** By the clock of a zone, which is the same for all nodes. What an earlier expression, or a clock that was put back since, has set is reckoned anew and not run: it is no time of day that anybody chose. */
function timesOfDay(expression: string, timeZone = 'UTC'): Times {
  // Croner takes dates as well, which come once.
  if (expression.includes(':')) throw new Error('a time of day is written as in 30 4 * * *');
  const cron = new Cron(expression, { timezone: timeZone, paused: true, mode: '5-part' });
  const next = (after: number): number => cron.nextRun(new Date(after))?.getTime() ?? never();
  next(Date.now());
  return {
    next,
    judge(dueAt, now) {
      // The one after the next is a good one: another node's clock may be ahead.
      if (next(dueAt - 1) !== dueAt || dueAt > next(next(now))) return 'stale';
      return dueAt <= now ? 'due' : 'waits';
    },
  };
}

function never(): never {
  throw new Error('it never comes');
}
