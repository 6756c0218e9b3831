import type { Migration } from '@foyer-chat/foyer/sql';

/** Who is told, and what is to be told. */
const migration: Migration = {
  async up({ sql, dialect }) {
    const isMysql = dialect === 'mysql';
    const id = isMysql ? 'id BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT' : 'id INTEGER PRIMARY KEY AUTOINCREMENT';
    const keys = [
      ['webhooks_due', 'endpoint_id, due_at'],
      ['webhooks_user', 'user_id'],
      ['webhooks_failed', 'failed_at'],
    ] as const;
    await sql.execute(
      `CREATE TABLE IF NOT EXISTS webhooks_endpoint (${id}, url VARCHAR(500) NOT NULL, secret VARCHAR(100) NOT NULL, events VARCHAR(200) NOT NULL,
       failures INT NOT NULL DEFAULT 0, held_until BIGINT NOT NULL DEFAULT 0, created_at BIGINT NOT NULL)`,
    );
    await sql.execute(
      `CREATE TABLE IF NOT EXISTS webhooks_delivery (${id}, endpoint_id BIGINT NOT NULL, event VARCHAR(40) NOT NULL, user_id BIGINT NOT NULL,
       place_id BIGINT NOT NULL, seq BIGINT NOT NULL, created_at BIGINT NOT NULL, due_at BIGINT NULL, tries INT NOT NULL DEFAULT 0,
       failed_at BIGINT NULL, error VARCHAR(200) NULL${isMysql ? keys.map(([name, columns]) => `, KEY ${name} (${columns})`).join('') : ''})`,
    );
    if (isMysql) return;
    for (const [name, columns] of keys) await sql.execute(`CREATE INDEX IF NOT EXISTS ${name} ON webhooks_delivery (${columns})`);
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS webhooks_delivery');
    await sql.execute('DROP TABLE IF EXISTS webhooks_endpoint');
  },
};

export default migration;
