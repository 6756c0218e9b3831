import type { Server } from 'node:http';
import type { Application, Boot } from '#kernel';

/** Foyer's middleware that Egg's goes before: pages of other origins and bodies are each side's own matter. */
const BEFORE = 'cors';

/** Runs the application of Egg where a server starts; a command runs none of it. */
export default class EggCompatBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configWillLoad(): void {
    const { config } = this.#app;
    if (!this.#isServer) return;
    const at = config.middleware.indexOf(BEFORE);
    config.middleware.splice(at === -1 ? config.middleware.length : at, 0, 'eggCompat');
  }

  async didLoad(): Promise<void> {
    if (!this.#isServer) return;
    this.#app.on('server', (server: Server) => this.#app.eggHost.attach(server));
    await this.#app.eggHost.load();
  }

  async willReady(): Promise<void> {
    if (this.#isServer) await this.#app.eggHost.willReady();
  }

  async didReady(): Promise<void> {
    if (this.#isServer) await this.#app.eggHost.didReady();
  }

  async serverDidReady(): Promise<void> {
    if (this.#isServer) await this.#app.eggHost.serverDidReady();
  }

  async beforeClose(): Promise<void> {
    await this.#app.eggHost.close();
  }

  get #isServer(): boolean {
    return this.#app.config.gateway.enable;
  }
}
