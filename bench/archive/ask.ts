import { Api, type Answer } from '../../test/support/api.ts';
import { Meter } from '../measure/meter.ts';
import type { FoyerTarget } from '../target/foyer.ts';
import type { BenchUser } from '../target/target.ts';

/** What to ask a server, one request after the other. */
export interface Asking {
  readonly target: FoyerTarget;
  readonly user: BenchUser;
  /** Requests before those that count: code gets warm, and pages come into the caches, as they are on a server that is used. */
  readonly warm: number;
  readonly count: number;
  readonly request: (api: Api, number: number) => Promise<Answer>;
  /** Why an answer is none, where it is none: its figures would be worth nothing. */
  readonly complaint: (data: unknown, number: number) => string | undefined;
}

/** Times in ms, from the request to the whole answer. */
export interface AskSample {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** CPU of the server and its stores per request, ms. */
  readonly cpu: number;
  /** Cores used by others. */
  readonly foreign: number;
}

/** Times a server's answers. */
export async function ask(asking: Asking): Promise<AskSample> {
  const api = new Api(asking.target.server.url).as(asking.user.token);
  for (let number = 0; number < asking.warm; number += 1) await askOnce(api, asking, asking.count + number);
  const meter = new Meter(asking.target.pids);
  const times: number[] = [];
  for (let number = 0; number < asking.count; number += 1) times.push(await askOnce(api, asking, number));
  const { server, seconds, foreign } = meter.stop();
  times.sort((a, b) => a - b);
  return { p50: at(times, 0.5), p95: at(times, 0.95), max: at(times, 1), cpu: (server * seconds * 1000) / asking.count, foreign };
}

async function askOnce(api: Api, { request, complaint }: Asking, number: number): Promise<number> {
  const begin = performance.now();
  const { msg, data } = await request(api, number);
  const time = performance.now() - begin;
  const wrong = msg === 'ok' ? complaint(data, number) : JSON.stringify(data);
  if (wrong !== undefined) throw new Error(`request ${number}: ${wrong}`);
  return time;
}

/** Nearest rank. */
function at(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
