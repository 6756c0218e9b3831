import type { Migration, MigrationContext } from '../../../sequelize/migration.ts';

/** Browsers that asked to be told of messages: their push service's address, and the keys to encrypt with. */
const migration: Migration = {
  async up({ sql, dialect }: MigrationContext): Promise<void> {
    const isMysql = dialect === 'mysql';
    const id = isMysql ? 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT' : 'INTEGER PRIMARY KEY AUTOINCREMENT';
    const ascii = isMysql ? 'CHARACTER SET ascii COLLATE ascii_bin' : '';
    const keys = isMysql ? ', KEY push_subscription_user (user_id), KEY push_subscription_session (session_id)' : '';
    await sql.execute(`CREATE TABLE IF NOT EXISTS push_subscription (
      id ${id}, user_id BIGINT NOT NULL, session_id BIGINT NOT NULL, endpoint_hash CHAR(64) ${ascii} NOT NULL UNIQUE,
      endpoint VARCHAR(1000) NOT NULL, p256dh VARCHAR(100) NOT NULL, auth VARCHAR(40) NOT NULL, created_at BIGINT NOT NULL${keys})`);
    if (isMysql) return;
    await sql.execute('CREATE INDEX IF NOT EXISTS push_subscription_user ON push_subscription (user_id)');
    await sql.execute('CREATE INDEX IF NOT EXISTS push_subscription_session ON push_subscription (session_id)');
  },

  async down({ sql }: MigrationContext): Promise<void> {
    await sql.execute('DROP TABLE IF EXISTS push_subscription');
  },
};

export default migration;
