import type { Migration } from '../../../../../plugins/sequelize/migration.ts';

/** Every time that a word was masked. */
const migration: Migration = {
  async up({ sql }) {
    await sql.execute('CREATE TABLE IF NOT EXISTS wordlist_hit (word VARCHAR(60) NOT NULL, created_at BIGINT NOT NULL)');
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS wordlist_hit');
  },
};

export default migration;
