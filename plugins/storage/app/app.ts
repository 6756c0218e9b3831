import { BootError, reasonOf, type Application, type Boot } from '#kernel';
import { storeOf } from '../store-of.ts';

/** Sees at the start, not at the first upload, that files can be stored. */
export default class StorageBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configDidLoad(): void {
    const { config, logger } = this.#app;
    storeOf(this.#app);
    const isShared = config.storage.s3.url !== undefined || config.storage.folder !== undefined;
    if (config.redis.url !== undefined && !isShared)
      logger.warn('several nodes, and files in DATA_DIR: it must be one folder for all of them; or set STORAGE_URL');
  }

  async didLoad(): Promise<void> {
    const store = storeOf(this.#app);
    try {
      await store.prepare();
    } catch (cause) {
      throw new BootError(
        `files of users cannot be stored: ${reasonOf(cause)}: make ${store.spool} writable, and check STORAGE_URL and its keys where it is set`,
        {
          cause,
        },
      );
    }
  }
}
