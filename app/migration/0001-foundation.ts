import type { Sql, SqlSession } from '../../engine/sql.ts';

/** The statements of a migration: one transaction on SQLite; MySQL commits each by itself, so each must bear to run again. */
type Schema = { readonly sql: SqlSession; readonly dialect: Sql['dialect'] };

interface Table {
  readonly name: string;
  /** Columns and unique keys; `$` words are spelled per dialect. */
  readonly columns: string;
  /** Further keys, by name. */
  readonly keys?: Readonly<Record<string, string>>;
  /** SQLite keeps the rows in the order of the primary key: for narrow rows that are read by it. */
  readonly isClustered?: boolean;
}

const TABLES: readonly Table[] = [
  {
    name: 'user',
    columns: `id $ID,
      uuid CHAR(36) $BIN NOT NULL UNIQUE,
      username VARCHAR(20) NOT NULL,
      username_key VARCHAR(20) $BIN NOT NULL UNIQUE,
      password_hash VARCHAR(255) $BIN NULL,
      nickname VARCHAR(60) NOT NULL DEFAULT '',
      avatar VARCHAR(1000) NOT NULL DEFAULT '',
      role VARCHAR(10) NOT NULL,
      status SMALLINT NOT NULL DEFAULT 1,
      device_id CHAR(36) $BIN NULL,
      chatset TEXT NULL,
      invite_confirm SMALLINT NOT NULL DEFAULT 1,
      profile TEXT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      login_at BIGINT NULL`,
    keys: { user_device: 'device_id' },
  },
  {
    // Ids are never given twice: their order is the order of the logins.
    name: 'session',
    columns: `id $ID,
      user_id BIGINT NOT NULL,
      role VARCHAR(10) NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL,
      revoked_at BIGINT NULL,
      reason VARCHAR(20) NULL,
      address VARCHAR(64) NOT NULL DEFAULT '',
      agent VARCHAR(255) NOT NULL DEFAULT ''`,
    keys: { session_user: 'user_id, revoked_at' },
  },
  {
    name: 'revocation',
    columns: `id $ID,
      user_id BIGINT NOT NULL,
      session_id BIGINT NULL,
      reason VARCHAR(20) NOT NULL,
      created_at BIGINT NOT NULL`,
    keys: { revocation_time: 'created_at' },
  },
  {
    name: 'secret',
    columns: `name VARCHAR(60) $BIN NOT NULL PRIMARY KEY,
      value TEXT NOT NULL,
      created_at BIGINT NOT NULL`,
  },
  {
    name: 'friend',
    columns: `id $ID,
      user_id BIGINT NOT NULL,
      friend_id BIGINT NOT NULL,
      remark VARCHAR(50) NOT NULL DEFAULT '',
      is_star SMALLINT NOT NULL DEFAULT 0,
      look_me SMALLINT NOT NULL DEFAULT 1,
      look_friend SMALLINT NOT NULL DEFAULT 1,
      created_at BIGINT NOT NULL,
      UNIQUE (user_id, friend_id)`,
    keys: { friend_other: 'friend_id' },
  },
  {
    name: 'blacklist',
    columns: `user_id BIGINT NOT NULL,
      target_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, target_id)`,
    keys: { blacklist_target: 'target_id' },
    isClustered: true,
  },
  {
    name: 'follow',
    columns: `user_id BIGINT NOT NULL,
      target_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, target_id)`,
    keys: { follow_target: 'target_id' },
    isClustered: true,
  },
  {
    // name_key: single:<smaller id>:<greater id>, group:<id>, system:<user id>.
    name: 'conversation',
    columns: `id $ID,
      kind VARCHAR(10) NOT NULL,
      name_key VARCHAR(64) $BIN NOT NULL UNIQUE,
      last_seq BIGINT NOT NULL DEFAULT 0,
      acl_version INTEGER NOT NULL DEFAULT 0,
      last_at BIGINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL`,
  },
  {
    name: 'member',
    columns: `user_id BIGINT NOT NULL,
      conversation_id BIGINT NOT NULL,
      peer_id BIGINT NOT NULL DEFAULT 0,
      delivered_seq BIGINT NOT NULL DEFAULT 0,
      read_seq BIGINT NOT NULL DEFAULT 0,
      joined_seq BIGINT NOT NULL DEFAULT 0,
      quota SMALLINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, conversation_id)`,
    keys: { member_conversation: 'conversation_id' },
    isClustered: true,
  },
  {
    // The wire id of a message is made of its time, conversation and seq: no column and no index for it. The client id comes first in its
    // key, since ours are ordered by time: new entries stand together, and a commit touches a few pages instead of one per message. For the
    // same reason the rows are not clustered: that costs twice the CPU per insert.
    name: 'message',
    columns: `conversation_id BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      sender_id BIGINT NOT NULL,
      client_id $BYTES NOT NULL,
      type VARCHAR(16) NOT NULL,
      data $LONG NOT NULL,
      options TEXT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (conversation_id, seq),
      UNIQUE (client_id, sender_id, conversation_id)`,
  },
];

const WORDS = {
  sqlite: { $ID: 'INTEGER PRIMARY KEY AUTOINCREMENT', $LONG: 'TEXT', $BYTES: 'BLOB', $BIN: '' },
  // Keys compare byte by byte; texts of people compare as MySQL sees fit.
  mysql: {
    $ID: 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT',
    $LONG: 'MEDIUMTEXT',
    $BYTES: 'BINARY(16)',
    $BIN: 'CHARACTER SET ascii COLLATE ascii_bin',
  },
} as const;

/** Accounts, sessions, relations, conversations and messages. Times are ms since 1970. */
export default {
  async up({ sql, dialect }: Schema): Promise<void> {
    const statements = TABLES.flatMap(dialect === 'sqlite' ? sqliteStatements : mysqlStatements);
    for (const statement of statements) await sql.execute(statement);
  },

  /** Drops all of it, and with it every message. */
  async down({ sql }: Schema): Promise<void> {
    for (const { name } of TABLES.toReversed()) await sql.execute(`DROP TABLE IF EXISTS ${name}`);
  },
};

function sqliteStatements({ name, columns, keys = {}, isClustered = false }: Table): string[] {
  const table = `CREATE TABLE ${name} (${spell(columns, WORDS.sqlite)})${isClustered ? ' WITHOUT ROWID' : ''}`;
  return [table, ...Object.entries(keys).map(([key, on]) => `CREATE INDEX ${key} ON ${name} (${on})`)];
}

/** Keys within the table: what was cut off half way is whole tables, which the next run leaves as they are. */
function mysqlStatements({ name, columns, keys = {} }: Table): string[] {
  const lines = [spell(columns, WORDS.mysql), ...Object.entries(keys).map(([key, on]) => `KEY ${key} (${on})`)];
  return [`CREATE TABLE IF NOT EXISTS ${name} (${lines.join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`];
}

function spell(columns: string, words: Readonly<Record<string, string>>): string {
  return columns.replaceAll(/\$[A-Z]+/g, (word) => words[word] ?? word);
}
