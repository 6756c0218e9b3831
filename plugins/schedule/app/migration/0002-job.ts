import type { Migration } from '../../../sequelize/migration.ts';

/** Work that is put off, until it is done. */
const migration: Migration = {
  async up({ sql, exact, dialect }) {
    const id = dialect === 'sqlite' ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT';
    const keys = ['KEY job_due (due_at)', 'KEY job_set (set_at)'];
    await sql.execute(`CREATE TABLE IF NOT EXISTS job (
      id ${id},
      name VARCHAR(100) ${exact} NOT NULL,
      once_key VARCHAR(190) ${exact} NULL,
      data ${dialect === 'sqlite' ? 'TEXT' : 'MEDIUMTEXT'} NOT NULL,
      due_at BIGINT NOT NULL,
      set_at BIGINT NOT NULL,
      added_at BIGINT NOT NULL,
      tries INT NOT NULL DEFAULT 0,
      UNIQUE (name, once_key)${dialect === 'sqlite' ? '' : `, ${keys.join(', ')}`}
    )`);
    if (dialect === 'mysql') return;
    await sql.execute('CREATE INDEX IF NOT EXISTS job_due ON job (due_at)');
    await sql.execute('CREATE INDEX IF NOT EXISTS job_set ON job (set_at)');
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS job');
  },
};

export default migration;
