import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait, and what to say when it was in vain. */
export interface WaitOptions {
  /** Deadline in ms. */
  within?: number;
  /** What was waited for; a function is asked at the deadline, so that it can show the state then. */
  message?: string | (() => string);
}

const INTERVAL = 5;

/** Polls a condition until it gives something true, and gives that; throws at the deadline. A condition that throws or hangs counts as not yet true. */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within = 5000, message = 'the condition' }: WaitOptions = {},
): Promise<T> {
  const deadline = Date.now() + within;
  let last: unknown;
  while (Date.now() < deadline) {
    const result = await attempt(condition, deadline - Date.now());
    if ('value' in result && Boolean(result.value)) return result.value;
    if ('error' in result) last = result.error;
    await sleep(INTERVAL);
  }
  const what = typeof message === 'function' ? message() : message;
  throw new Error(`waited ${within} ms in vain for ${what}`, { cause: last });
}

async function attempt<T>(condition: () => T | Promise<T>, ms: number): Promise<{ value: T } | { error: unknown }> {
  const timer = new AbortController();
  const late = sleep(ms, { error: new Error('the condition itself did not answer') }, { signal: timer.signal });
  const asked = Promise.resolve()
    .then(condition)
    .then((value) => ({ value }))
    .catch((error: unknown) => ({ error }));
  try {
    return await Promise.race([asked, late]);
  } finally {
    timer.abort();
    late.catch(() => undefined); // cut short on purpose
  }
}
