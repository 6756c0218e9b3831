import type { Sequelize } from 'sequelize';
import { extendApplication, reasonOf, type Models } from '#kernel';
import type { Sql } from '../../../../engine/sql.ts';
import { modelsOf } from '../../models-of.ts';
import { storeOf } from '../../store-of.ts';

/** How the database is; `reason` is for the log, it may name hosts. */
export interface SqlHealth {
  readonly ok: boolean;
  readonly reason?: string;
}

/** What the sequelize plugin adds to the application. */
export default extendApplication({
  /** Raw SQL, for the hot paths. */
  get sql(): Sql {
    return storeOf(this).sql;
  },

  /** The Sequelize instance behind the models. */
  get sequelize(): Sequelize {
    return storeOf(this).sequelize;
  },

  /** The models of every unit, from willReady on. */
  get model(): Models {
    return modelsOf(this);
  },

  /** Asks the database for an answer. */
  async sqlHealth(): Promise<SqlHealth> {
    try {
      await storeOf(this).ping();
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  },
});
