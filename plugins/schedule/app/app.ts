import type { Application, Boot } from '#kernel';

/** Runs schedules while the server listens: a command starts none. */
export default class ScheduleBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  async willReady(): Promise<void> {
    await this.#app.scheduler.load();
  }

  serverDidReady(): void {
    this.#app.scheduler.start();
  }

  async beforeClose(): Promise<void> {
    await this.#app.scheduler.close();
  }
}
