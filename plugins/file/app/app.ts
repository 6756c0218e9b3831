import type { Application, Boot } from '#kernel';
import { keeperOf } from '../keeper.ts';
import { closeRecalledFiles } from '../recalled.ts';
import { noteSentFiles } from '../sent.ts';
import { loadSigner } from '../upload/link.ts';

/** Keeps the files that messages and people show. */
export default class FileBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.files.entrust(keeperOf(this.#app));
  }

  async willReady(): Promise<void> {
    if (!this.#app.config.gateway.enable) return;
    await loadSigner(this.#app);
    closeRecalledFiles(this.#app);
    noteSentFiles(this.#app);
  }

  beforeClose(): void {
    this.#app.inspection.close();
  }
}
