import type { Migration } from '../../../../../../plugins/sequelize/migration.ts';

/** A page per day, and many words. */
const migration: Migration = {
  async up({ sql, dialect }) {
    const id = dialect === 'mysql' ? 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT' : 'INTEGER PRIMARY KEY AUTOINCREMENT';
    for (const table of ['diary_page', 'diary_word'])
      await sql.execute(
        `CREATE TABLE IF NOT EXISTS ${table} (id ${id}, user_id BIGINT NOT NULL, text VARCHAR(60) NOT NULL, created_at BIGINT NOT NULL)`,
      );
  },

  async down({ sql }) {
    for (const table of ['diary_page', 'diary_word']) await sql.execute(`DROP TABLE IF EXISTS ${table}`);
  },
};

export default migration;
