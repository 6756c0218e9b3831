import { setTimeout as pause } from 'node:timers/promises';
import { Service } from '#kernel';
import { addressKey } from '../account/address.ts';
import type { DeviceMark } from '../account/device-marks.ts';
import { enforce, limitOf } from '../account/limit.ts';
import { marksOf } from '../account/marks-of.ts';

/** Whose password is tried, and by whom. */
export interface GuessTarget {
  /** As `usernameKey` gives it; there may be no such account. */
  readonly username: string;
  readonly account: DeviceMark | undefined;
  /** Of the caller, where one is signed in to the account already. */
  readonly sessionId?: number;
}

/** The cookie in which a browser keeps the marks. It is no login: it says that a login was there. */
const COOKIE = 'foyer_device';
/** How browsers keep it: for 400 days, the longest they do. */
const KEPT = { path: '/api', httpOnly: true, sameSite: 'strict', maxAge: 400 * 86_400_000, overwrite: true } as const;

/** Tries at passwords: few from one place, and of places without end each a slow one; nobody locks the owner out (D07, G10). */
export default class GuessService extends Service {
  /**
   * Runs a try. It is counted before it runs, so that simultaneous ones cannot slip through, and a right one forgets those before it. A device that
   * was signed in before is a place of its own, any other is its address. Fails with too_many.
   */
  async attempt<T>({ username, account, sessionId }: GuessTarget, attempt: () => Promise<T>): Promise<T> {
    const { counter } = this.app.engine;
    const limit = limitOf(this.app, 'login');
    const device = sessionId === undefined ? await this.#device(account) : `session ${sessionId}`;
    const key = `${username} ${device ?? addressKey(this.ctx.ip)}`;
    await enforce(counter, limit, { key, refusal: 'too_many' });
    if (device === undefined) await this.#slow(username);
    const result = await attempt();
    await counter.reset(limit, key);
    return result;
  }

  /** Lets the calling device keep that this account was signed in on it. */
  async remember(account: DeviceMark): Promise<void> {
    const { cookies } = this.ctx;
    const marks = await marksOf(this.app);
    const kept = marks.add(cookies.get(COOKIE), account);
    // Where the public address is https, it is a proxy's, which may speak plainly to this server and say nothing of it.
    if (this.config.origin.publicUrl?.startsWith('https:')) cookies.secure = true;
    cookies.set(COOKIE, kept, KEPT);
  }

  async #device(account: DeviceMark | undefined): Promise<string | undefined> {
    const kept = this.ctx.cookies.get(COOKIE);
    if (kept === undefined || !account) return undefined;
    return (await marksOf(this.app)).deviceOf(kept, account);
  }

  /** Whoever guesses from many addresses is not refused, since the owner may be at a new one: everyone waits. */
  async #slow(username: string): Promise<void> {
    const { allowed } = await this.app.engine.counter.use(limitOf(this.app, 'guess'), username);
    if (!allowed) await pause(this.config.limit.guess.pause);
  }
}
