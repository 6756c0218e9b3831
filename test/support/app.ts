import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Application, type AppConfig, type DeepPartial, type PluginConfig } from '#kernel';
import listed from '../../config/plugin.ts';
import { Api } from './api.ts';
import friends from './friends/plugin.ts';
import { cutSockets } from './socket.ts';

/** The checkout, or dist/. */
const BASE = path.resolve(import.meta.dirname, '../..');

/** Tests of the app befriend people, whether the unit that keeps lists of friends is part of this checkout or not. */
const STAND_INS: PluginConfig = 'friend' in listed ? {} : { friends };

/** Where an application of a test keeps its data, and what it configures otherwise. */
export interface BootOptions {
  /** MariaDB; embedded SQLite when absent. */
  readonly databaseUrl?: string;
  /** Redis; engines in this process when absent. */
  readonly redisUrl?: string;
  /** A directory that stays after `close`, for another boot on the same data; by default one of its own that goes. */
  readonly dataDir?: string;
  /** Over everything the config files say. */
  readonly config?: DeepPartial<AppConfig>;
  /** The directory of an application of one's own. */
  readonly ownDir?: string;
  /** Units beside those of `config/plugin.ts`, or `false` for one that is to be off. */
  readonly plugins?: PluginConfig;
}

/** A whole application in this process, listening on a port of its own. */
export interface TestApp {
  readonly app: Application;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `ws://127.0.0.1:<port>/ws` */
  readonly socketUrl: string;
  readonly dataDir: string;
  /** Its HTTP API, without a token. */
  readonly api: Api;
  close(): Promise<void>;
}

/** Boots the application with the configuration for tests. */
export async function bootApp(options: BootOptions = {}): Promise<TestApp> {
  const dataDir = options.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-app-'));
  const removeData = (): void => {
    if (options.dataDir === undefined) fs.rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const { ownDir } = options;
    const plugins = { ...STAND_INS, ...options.plugins };
    const app = await Application.load({ baseDir: BASE, env: 'unittest', ownDir, plugins, config: configOf(options, dataDir) });
    await app.ready();
    const { port } = (await app.start(0, '127.0.0.1')).address() as AddressInfo;
    const [url, socketUrl] = [`http://127.0.0.1:${port}`, `ws://127.0.0.1:${port}/ws`];
    const close = async (): Promise<void> => {
      await app.close();
      cutSockets(socketUrl);
      removeData();
    };
    return { app, url, socketUrl, dataDir, api: new Api(url), close };
  } catch (error) {
    removeData();
    throw error;
  }
}

const BOOT_WITHIN = 60_000;

/** The application of a suite: it boots before the tests and closes after them; its fields are there from the first hook on. */
export function serveApp(options: BootOptions = {}, boot = bootApp): TestApp {
  const target = {} as TestApp;
  let booting: Promise<TestApp> | undefined;
  before(async function boots() {
    // On a busy machine a database takes its time to start.
    this.timeout(BOOT_WITHIN);
    booting = boot(options);
    Object.assign(target, await booting);
  });
  // Also what came too late for its suite: it would keep the process.
  after(async () => (await booting)?.close());
  return target;
}

function configOf({ databaseUrl, redisUrl, config }: BootOptions, dataDir: string): DeepPartial<AppConfig> {
  return {
    ...config,
    sequelize: { dataDir, ...(databaseUrl !== undefined && { url: databaseUrl }), ...config?.sequelize },
    redis: { ...(redisUrl !== undefined && { url: redisUrl }), ...config?.redis },
  };
}
