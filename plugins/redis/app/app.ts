import type { Application, Boot } from '#kernel';
import { RedisEngine } from '../engine/engine.ts';
import { engineOf } from '../engine-of.ts';

/** Connects before anything else runs, and ends the engine after everything else. */
export default class RedisBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  async didLoad(): Promise<void> {
    const engine = engineOf(this.#app);
    if (engine instanceof RedisEngine) await engine.connect();
  }

  async beforeClose(): Promise<void> {
    await engineOf(this.#app).close();
  }
}
