import path from 'node:path';
import { Application, type ApplicationOptions } from '#kernel';

/** The checkout, or dist/. */
const BASE = path.dirname(import.meta.dirname);

/** The application as the environment configures it; nothing runs yet. */
export async function loadApplication(config: NonNullable<ApplicationOptions['config']> = {}): Promise<Application> {
  // Not at the top: what is wrong in the environment is told as a message, like any other failure.
  const { env } = await import('../config/env.ts');
  return Application.load({ baseDir: BASE, env: env.NODE_ENV, config });
}

/** Runs work on the application without serving, beside servers on the same store, and closes it again. */
export async function withApplication(work: (app: Application) => Promise<void>): Promise<void> {
  const app = await loadApplication({ sequelize: { lock: false }, gateway: { enable: false } });
  await app.ready();
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
