import type { Migration, MigrationContext } from '../../../sequelize/migration.ts';

/** The key of a browser compares byte by byte: MySQL padded it with blanks. Nothing can collide by the change: what was different stays so. */
const migration: Migration = {
  async up({ sql, dialect, exact }: MigrationContext): Promise<void> {
    if (dialect === 'mysql') await sql.execute(`ALTER TABLE push_subscription MODIFY endpoint_hash VARCHAR(64) ${exact} NOT NULL`);
  },

  /** It stays exact: older versions read it as well. */
  down: () => Promise.resolve(),
};

export default migration;
