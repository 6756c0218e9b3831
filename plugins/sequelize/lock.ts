import { BootError, type Application } from '#kernel';
import { storeOf } from './store-of.ts';

const MEND = 'stop it, or set REDIS_URL and DATABASE_URL on all of them to run several';

/**
 * Makes this process the only node on its store, and keeps it so: nodes without Redis know nothing of each other. Throws a BootError when
 * another node runs; ends this process when another took the store while this one had lost it.
 */
export async function acquireNodeLock(app: Application): Promise<void> {
  const { lock, name } = storeOf(app);
  const message = `another Foyer is running on this store (${name}): ${MEND}`;
  const onLost = (): void => {
    app.logger.error(message);
    process.kill(process.pid, 'SIGTERM');
  };
  if (!(await lock.acquire(onLost))) throw new BootError(message);
}
