import path from 'node:path';
import { Application, listPluginsOff, loadUnits, type ApplicationOptions } from '#kernel';
import { assertApart } from '../config/secret.ts';
import { ownDirBeside } from './own.ts';
import { SECRETS } from './secrets.ts';
import type { Installation } from './unit-commands.ts';

/** Over everything the config files say. */
type Config = NonNullable<ApplicationOptions['config']>;

/** The checkout, or dist/. */
const BASE = path.dirname(import.meta.dirname);

/** The application as the environment and `foyer.config.json` configure it; nothing runs yet. */
export async function loadApplication(config: Config = {}): Promise<Application> {
  // Not at the top: what is wrong in the environment is told as a message, like any other failure.
  const { env, settings } = await import('../config/env.ts');
  const app = await Application.load({ baseDir: BASE, ownDir: ownDirBeside(BASE), env: env.NODE_ENV, settings, config });
  assertApart(SECRETS.map(({ key, of }) => ({ from: app.describeConfig(key) ?? key, secrets: of(app.config) })));
  return app;
}

/** The same for work beside servers on the same store, which may be of an older version: its tables are left as they are. Standard output is left to the answer. */
export function loadBeside(): Promise<Application> {
  return loadApplication({ sequelize: { lock: false, upgrade: false }, gateway: { enable: false }, log: { output: 'stderr' } });
}

/** What units' commands are found in, and run on. */
export const INSTALLATION: Installation = {
  units: async () => {
    const { env } = await import('../config/env.ts');
    return (await loadUnits({ baseDir: BASE, ownDir: ownDirBeside(BASE), env: env.NODE_ENV })).units;
  },
  off: async () => {
    const { env } = await import('../config/env.ts');
    return listPluginsOff(BASE, env.NODE_ENV, { ownDir: ownDirBeside(BASE) });
  },
  withApplication,
};

async function withApplication(work: (app: Application) => Promise<void>): Promise<void> {
  const app = await loadBeside();
  await app.ready();
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
