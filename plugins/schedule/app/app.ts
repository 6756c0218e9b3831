import type { Application, Boot } from '#kernel';

/** Runs schedules and jobs while the server listens: a command runs none. */
export default class ScheduleBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  async willReady(): Promise<void> {
    await Promise.all([this.#app.scheduler.load(), this.#app.jobs.load()]);
  }

  serverDidReady(): void {
    this.#app.scheduler.start();
    this.#app.jobs.start();
  }

  async beforeClose(): Promise<void> {
    await Promise.all([this.#app.scheduler.close(), this.#app.jobs.close()]);
  }
}
