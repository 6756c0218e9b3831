import type { Bench } from '../scenario/scenario.ts';
import { startBaseline } from './baseline.ts';
import { startFoyer, startFoyerOnStores } from './foyer.ts';
import type { Target } from './target.ts';

const starters: Readonly<Record<string, (core: number | undefined) => Promise<Target>>> = {
  plain: (core) => startBaseline('plain', core),
  corked: (core) => startBaseline('corked', core),
  foyer: startFoyer,
  'foyer-stores': startFoyerOnStores,
};

/** Starts the servers that `--targets` names, in that order, on the server core. */
export async function startTargets({ options, cores }: Bench): Promise<Target[]> {
  const targets: Target[] = [];
  for (const name of options.targets) {
    const start = Object.hasOwn(starters, name) ? starters[name] : undefined;
    if (!start) throw new Error(`--targets knows ${Object.keys(starters).join(', ')}, not ${name}`);
    targets.push(await start(cores?.server));
  }
  return targets;
}

/** Stops them. */
export async function stopTargets(targets: readonly Target[]): Promise<void> {
  await Promise.all(targets.map((target) => target.stop()));
}
