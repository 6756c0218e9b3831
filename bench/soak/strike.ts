import { setTimeout as sleep } from 'node:timers/promises';
import { freeze } from '../../test/support/freeze.ts';
import { countDeadlocks, rival } from '../../test/support/rival.ts';
import type { BenchOptions } from '../option.ts';
import type { House } from './house.ts';

/** How often each fault struck. */
export type Strikes = Readonly<Record<string, number>>;

/** Resolves to how often it struck, if that is not once. */
type Fault = () => Promise<number | void>;

const DOWN = 2000;
/** Ms of deadlocks. */
const FIGHT = 5000;

/** Strikes with one fault after another, a fixed time between them, until told to stop; the last one is mended before it returns. */
export async function strikeUntil(
  over: AbortSignal,
  house: House,
  { faults, every }: Pick<BenchOptions, 'faults' | 'every'>,
): Promise<Strikes> {
  const known = faultsOf(house);
  const chosen = faults ?? Object.keys(known);
  const strikes: Record<string, number> = {};
  for (let turn = 0; ; turn += 1) {
    await sleep(every * 1000, undefined, { signal: over }).catch(() => undefined); // cut short when the sending ends
    const name = chosen[turn % chosen.length];
    if (over.aborted || name === undefined) return strikes;
    const fault = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!fault) throw new Error(`--faults knows ${Object.keys(known).join(', ')} here, not ${name}`);
    console.log(`fault: ${name}`);
    strikes[name] = (strikes[name] ?? 0) + ((await fault()) ?? 1);
  }
}

function faultsOf({ servers, stores }: House): Readonly<Record<string, Fault>> {
  let turn = 0;
  const next = (): (typeof servers)[number] => {
    const server = servers[turn++ % servers.length];
    if (!server) throw new Error('no node was started');
    return server;
  };
  const ofServers: Record<string, Fault> = {
    async kill() {
      const server = next();
      await server.kill();
      await sleep(DOWN);
      await server.restart();
    },
    restart: () => next().restart(),
    freeze: () => freeze(next().child),
  };
  return stores ? { ...ofServers, ...faultsOfStores(stores) } : ofServers;
}

function faultsOfStores({ redis, mariadb }: NonNullable<House['stores']>): Readonly<Record<string, Fault>> {
  const crash = async (store: { kill9(): Promise<void>; restart(): Promise<void> }): Promise<void> => {
    await store.kill9();
    await sleep(DOWN);
    await store.restart();
  };
  return {
    redis: () => crash(redis),
    mariadb: () => crash(mariadb),
    wipe: () => redis.restart({ wipe: true }),
    flush: () => redis.flush(),
    async deadlock() {
      const before = await countDeadlocks(mariadb);
      const end = Date.now() + FIGHT;
      await rival({ mariadb, isOver: () => Date.now() > end });
      return (await countDeadlocks(mariadb)) - before;
    },
    'freeze-redis': () => freeze(redis),
    'freeze-mariadb': () => freeze(mariadb),
  };
}
