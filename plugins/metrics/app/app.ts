import type { Application, Boot } from '#kernel';

/** Measures around all other middleware, and gives the registry up at the end. */
export default class MetricsBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configWillLoad(): void {
    this.#app.config.coreMiddleware.push('measure');
  }

  beforeClose(): void {
    this.#app.metrics.registry.clear();
  }
}
