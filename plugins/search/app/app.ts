import type { Application, Boot } from '#kernel';

/** Follows the messages. */
export default class SearchBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    void this.#app.search;
  }
}
