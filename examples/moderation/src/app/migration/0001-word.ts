import type { Migration } from '@foyer-chat/foyer/sql';

/** The list. */
const migration: Migration = {
  async up({ sql, exact }) {
    await sql.execute(
      `CREATE TABLE IF NOT EXISTS moderation_word (word VARCHAR(60) ${exact} NOT NULL PRIMARY KEY, mode VARCHAR(10) NOT NULL, created_at BIGINT NOT NULL)`,
    );
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS moderation_word');
  },
};

export default migration;
