import { BootError, type Application, type Boot } from '#kernel';
import { acquireNodeLock } from '../lock.ts';
import { Migrator } from '../migration.ts';
import { bindModels } from '../models-of.ts';
import { storeOf } from '../store-of.ts';

/** Opens the store, makes sure that this node may use it, and brings its tables up to date. */
export default class SequelizeBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  configDidLoad(): void {
    if (!this.#isShared || this.#app.config.sequelize.url !== undefined) return;
    throw new BootError(
      'REDIS_URL is set, but not DATABASE_URL: several nodes cannot share the embedded SQLite. ' +
        'Set DATABASE_URL=mysql://user:password@host:3306/database too, or unset REDIS_URL to run one node',
    );
  }

  async didLoad(): Promise<void> {
    const app = this.#app;
    const store = storeOf(app);
    await store.connect();
    if (app.config.sequelize.lock && !this.#isShared) await acquireNodeLock(app);
    const migrator = await Migrator.load(store, app.units);
    const { upgrade } = app.config.sequelize;
    const migrated = await migrator.up({ upgrade });
    if (migrated.length > 0) app.logger.info(`migrated ${store.name}: ${migrated.join(', ')}`);
    await bindModels(app);
  }

  async beforeClose(): Promise<void> {
    const store = storeOf(this.#app);
    await store.lock.release();
    await store.close();
  }

  /** Whether other nodes can hear of this one. */
  get #isShared(): boolean {
    const { redis } = this.#app.config as { redis?: { url?: string | undefined } };
    return redis?.url !== undefined;
  }
}
