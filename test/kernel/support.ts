import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Application, type ApplicationOptions, type Logger } from '#kernel';

const open: Application[] = [];

/** Says nothing, so that failures meant to happen do not fill the screen. */
export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** The directory of a fixture application. */
export function fixture(name: string): string {
  return path.join(import.meta.dirname, 'fixture', name);
}

/** Loads a fixture application; `closeAll` closes it. */
export async function load(name: string, options: Omit<ApplicationOptions, 'baseDir'> = {}): Promise<Application> {
  const app = await Application.load({ env: 'unittest', ...options, baseDir: fixture(name) });
  app.logger = silent;
  open.push(app);
  return app;
}

/** Loads a fixture application and makes it ready. */
export async function ready(name: string, options: Omit<ApplicationOptions, 'baseDir'> = {}): Promise<Application> {
  const app = await load(name, options);
  return app.ready();
}

/** Starts a ready application on a free port and gives its address. */
export async function serve(app: Application): Promise<string> {
  const server = await app.start(0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** Closes what the tests of a file left open; failures to close are what some tests are about. */
export async function closeAll(): Promise<void> {
  for (const app of open.splice(0)) await app.close().catch(() => undefined);
}
