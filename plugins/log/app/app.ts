import type { Application, Boot } from '#kernel';

/** Puts the request log in front of all other middleware, so that it sees what they answered. */
export default class LogBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configWillLoad(): void {
    this.#app.config.coreMiddleware.unshift('requestLog');
  }
}
