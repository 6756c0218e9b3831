import { ServerResponse, type IncomingMessage, type Server } from 'node:http';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import type { Application, Context, Middleware, Next } from '#kernel';
import type { EggApplication } from './application.ts';
import { keysOf } from './cookies.ts';
import { handlerOf } from './handle.ts';
import { loadEgg, loadFolders, type EggLoad } from './load.ts';
import { schedulesOf } from './schedule.ts';
import { EggServer } from './server.ts';

/** Loads, runs and closes the application of Egg within one of Foyer. */
export class EggHost {
  readonly #foyer: Application;
  #loaded: EggLoad | undefined;
  #handle: Middleware | undefined;
  #server: EggServer | undefined;

  constructor(foyer: Application) {
    this.#foyer = foyer;
  }

  /** Throws before it is loaded. */
  get app(): EggApplication {
    if (this.#loaded) return this.#loaded.app;
    throw new Error('app.egg is there from didLoad of the plugin eggCompat on, where a server starts: name eggCompat in your dependencies');
  }

  /** Loads all of it, and waits for what its plugins begin with. Keys that nobody gave are made, the same for all nodes. */
  async load(): Promise<void> {
    const secret = await this.#foyer.secret('egg');
    // All of it in one turn: what plugins begin meanwhile finds everything loaded.
    const { app, start } = (this.#loaded = loadEgg(this.#foyer, this.#directory));
    const keys = keysOf(app.config['keys']);
    app.keys = keys.length > 0 ? keys : [secret];
    loadFolders(app);
    this.#handle = handlerOf(app, () => this.#server);
    for (const { name, file, schedule } of schedulesOf(app)) this.#foyer.scheduler.add(name, file, schedule);
    await start.settle();
    await start.lifecycle.run('didLoad');
  }

  async willReady(): Promise<void> {
    await this.#loaded?.start.settle();
    await this.#loaded?.start.lifecycle.run('willReady');
  }

  async didReady(): Promise<void> {
    await this.#loaded?.start.lifecycle.run('didReady');
    await this.#loaded?.start.tellReady();
  }

  /** Hands the server on, within Foyer's limits. */
  attach(server: Server): void {
    const egg = (this.#server = new EggServer(server));
    this.#foyer.websocket.otherwise({
      addressOf: (request) => this.#foyer.createContext(request, new ServerResponse(request)).ip,
      take: (request, socket, head) => this.#takeUpgrade({ request, socket, head }),
    });
    this.app.emit('server', egg);
  }

  async serverDidReady(): Promise<void> {
    this.app.messenger.emit('egg-ready');
    await this.#loaded?.start.lifecycle.run('serverDidReady');
  }

  /** Answers a request. */
  async handle(ctx: Context, next: Next): Promise<unknown> {
    return this.#handle ? this.#handle(ctx, next) : next();
  }

  async close(): Promise<void> {
    await this.#loaded?.start.lifecycle.close();
  }

  get #directory(): string {
    const own = this.#foyer.units.find(({ type }) => type === 'own');
    return path.resolve(own?.path ?? '', this.#foyer.config.eggCompat.dir);
  }

  #takeUpgrade(handshake: { request: IncomingMessage; socket: Duplex; head: Buffer }): boolean {
    const { handshake: ms } = this.#foyer.config.eggCompat;
    return this.#server?.takeUpgrade(handshake, ms, () => handshake.socket.destroy()) ?? false;
  }
}
