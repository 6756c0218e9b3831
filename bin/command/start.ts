import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Application } from '#kernel';
import { loadApplication } from '../application.ts';
import { box } from '../box.ts';
import { UsageError } from '../usage-error.ts';

/** How long a stop may take before the process quits by force. */
const STOP_WITHIN = 10_000;

/** Serves until a signal; on an empty store it makes the service account first and shows its password, once. */
export async function start(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(`start takes nothing after it, but got ${args.join(' ')}`);
  const app = await loadApplication();
  await app.ready();
  const password = await app.createAnonymousContext().service.admin.createServiceAccount();
  try {
    await app.start(app.config.listen.port, app.config.listen.host);
  } finally {
    // Also when the port is taken: the account is made, and its password is nowhere else.
    if (password !== undefined) console.log(welcome(password));
  }
  console.log(`Foyer serves at ${addressOf(app)}`);
  await stopSignal();
  await stop(app);
}

function welcome(password: string): string {
  return box([
    'The first start made the service account:',
    '',
    '  username  kefu',
    `  password  ${password}`,
    '',
    'It is shown only once. Change it after signing in.',
  ]);
}

function addressOf(app: Application): string {
  const address = app.server?.address();
  const { port, family, address: host } = address as AddressInfo;
  return `http://${family === 'IPv6' ? `[${host}]` : host}:${port}/`;
}

async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
}

/** Closes cleanly; what hangs is cut off, so that a restart never waits for it. */
async function stop(app: Application): Promise<void> {
  const force = setTimeout(() => {
    console.error(`foyer: it did not stop within ${STOP_WITHIN / 1000} s and quits by force`);
    process.exit(1);
  }, STOP_WITHIN);
  await app.close();
  clearTimeout(force);
}
