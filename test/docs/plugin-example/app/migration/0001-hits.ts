import type { Migration } from '../../../../../plugins/sequelize/migration.ts';

/** Every time that a word was masked, and whose it was. */
const migration: Migration = {
  async up({ sql, dialect }) {
    const isMysql = dialect === 'mysql';
    const id = isMysql ? 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT' : 'INTEGER PRIMARY KEY AUTOINCREMENT';
    const keys = isMysql ? ', KEY wordlist_hit_user (user_id), KEY wordlist_hit_created (created_at)' : '';
    await sql.execute(
      `CREATE TABLE IF NOT EXISTS wordlist_hit (id ${id}, user_id BIGINT NOT NULL, word VARCHAR(60) NOT NULL, created_at BIGINT NOT NULL${keys})`,
    );
    if (isMysql) return;
    await sql.execute('CREATE INDEX IF NOT EXISTS wordlist_hit_user ON wordlist_hit (user_id)');
    await sql.execute('CREATE INDEX IF NOT EXISTS wordlist_hit_created ON wordlist_hit (created_at)');
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS wordlist_hit');
  },
};

export default migration;
