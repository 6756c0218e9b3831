import type { Migration } from '@foyer-chat/foyer/sql';

/** Who reacted to what. */
const migration: Migration = {
  async up({ sql, dialect, exact }) {
    const isMysql = dialect === 'mysql';
    const id = isMysql ? 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT' : 'INTEGER PRIMARY KEY AUTOINCREMENT';
    await sql.execute(
      `CREATE TABLE IF NOT EXISTS reactions_reaction (id ${id}, conversation_id BIGINT NOT NULL, seq BIGINT NOT NULL, user_id BIGINT NOT NULL,
         emoji VARCHAR(32) ${exact} NOT NULL, created_at BIGINT NOT NULL, UNIQUE (conversation_id, seq, user_id, emoji)${isMysql ? ', KEY reactions_user (user_id)' : ''})`,
    );
    if (!isMysql) await sql.execute('CREATE INDEX IF NOT EXISTS reactions_user ON reactions_reaction (user_id)');
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS reactions_reaction');
  },
};

export default migration;
