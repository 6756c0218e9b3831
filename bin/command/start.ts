import type { Application, Output } from '#kernel';
import { SERVICE_ACCOUNT } from '../../app/account/user.ts';
import { loadApplication } from '../application.ts';
import { called } from '../called.ts';
import { box } from '../box.ts';
import { commandsOf } from '../unit-commands.ts';
import { assertNone } from '../parse.ts';

/** How long a stop may take, beside the requests that it waits for, before the process quits by force. */
const STOP_WITHIN = 5000;

/** What a server listens on that listens on every address. */
const EVERYWHERE = new Set(['::', '0.0.0.0']);

/** Serves until a signal; on an empty store it makes the service account first and shows its password, once. `--json` logs in JSON. */
export async function start(args: readonly string[], { isJson }: Output): Promise<void> {
  assertNone('start', args);
  const app = await loadApplication(isJson ? { log: { pretty: false } } : {});
  await commandsOf(app.units); // what is declared twice is told at the start, like all of its kind
  await app.ready();
  const stopped = stopSignal();
  try {
    await serve(app);
  } catch (error) {
    await app.close();
    throw error;
  }
  await stop(app, await stopped);
}

async function serve(app: Application): Promise<void> {
  const password = await app.createAnonymousContext().service.admin.createServiceAccount();
  try {
    await app.start(app.config.listen.port, app.config.listen.host);
  } finally {
    // Also when the port is taken: the account is made, and its password is nowhere else.
    if (password !== undefined) show(app, welcome(app, password));
  }
  const served = `Foyer serves at ${addressOf(app)}`;
  if (app.config.log.pretty) console.log(served);
  else app.logger.info({ port: portOf(app) }, served);
}

/** For people: among the lines of a log that people read, else beside it. A password is never logged. */
function show({ config }: Application, text: string): void {
  if (config.log.pretty) console.log(text);
  else console.error(text);
}

function welcome(app: Application, password: string): string {
  const place = app.server?.listening ? [`  open      ${addressOf(app)}`] : [];
  return box([
    'The first start made an account for customer service:',
    '',
    ...place,
    `  username  ${SERVICE_ACCOUNT}`,
    `  password  ${password}`,
    '',
    'The password is shown only now. A new one:',
    `  ${called(`user password ${SERVICE_ACCOUNT}`)}`,
  ]);
}

/** What tells nodes behind one address apart. */
function portOf({ server }: Application): number | undefined {
  const bound = server?.address();
  return typeof bound === 'object' && bound ? bound.port : undefined;
}

/** Where people of this machine, or by `PUBLIC_URL` of the world, find the server. */
function addressOf({ config, server }: Application): string {
  const bound = server?.address();
  if (config.origin.publicUrl !== undefined || typeof bound !== 'object' || !bound) return config.origin.publicUrl ?? '';
  const { port, family, address } = bound;
  if (EVERYWHERE.has(address)) return `http://localhost:${port}/`;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`;
}

/** The handlers stay: a second signal of an impatient terminal must not cut the stop short, `stop` has a deadline of its own. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
  });
}

/** Closes cleanly; what hangs is cut off, so that a restart never waits for it. */
async function stop(app: Application, signal: NodeJS.Signals): Promise<void> {
  const began = performance.now();
  const within = app.config.server.drainTimeout + STOP_WITHIN;
  app.logger.info({ signal }, 'stopping: no new connections');
  const force = setTimeout(() => {
    console.error(`foyer: it did not stop within ${within / 1000} s and quits by force`);
    process.exit(1);
  }, within);
  force.unref(); // a process with nothing left to do ends by itself
  await app.close();
  app.logger.info({ ms: Math.round(performance.now() - began) }, 'stopped');
}
