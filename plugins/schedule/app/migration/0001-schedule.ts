import type { Migration } from '../../../sequelize/migration.ts';

/** When one node of all does what comes again. */
const migration: Migration = {
  async up({ sql, exact }) {
    await sql.execute(`CREATE TABLE IF NOT EXISTS schedule_due (name VARCHAR(190) ${exact} NOT NULL PRIMARY KEY, due_at BIGINT NOT NULL)`);
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS schedule_due');
  },
};

export default migration;
