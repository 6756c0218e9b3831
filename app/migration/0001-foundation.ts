import type { Sql, SqlSession } from '../../engine/sql.ts';

/** What a migration works with; see the sequelize plugin. */
interface Context {
  readonly sql: SqlSession;
  readonly dialect: Sql['dialect'];
}

/** Accounts, sessions, relations, conversations and messages. Times are ms since 1970. */
export default {
  /** Bears to run again where it was cut off: MySQL commits each statement by itself. */
  async up({ sql, dialect }: Context): Promise<void> {
    for (const table of SCHEMA) for (const statement of create(table, dialect)) await sql.execute(statement);
  },

  /** Drops all of it, and with it every message. */
  async down({ sql }: Context): Promise<void> {
    for (const { name } of SCHEMA.toReversed()) await sql.execute(`DROP TABLE IF EXISTS ${name}`);
  },
};

/** A table; words with a $ are spelt per engine, keys are the indexes that are not unique. */
interface Table {
  readonly name: string;
  readonly columns: string;
  readonly keys?: Readonly<Record<string, string>>;
}

const SQLITE = {
  $ID: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  $TEXT: 'TEXT',
  $BYTES: 'BLOB',
  $BIN: '',
} as const;

/** Keys compare byte by byte; texts of people compare as MySQL sees fit. */
const MYSQL = {
  $ID: 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT',
  $TEXT: 'MEDIUMTEXT',
  $BYTES: 'BINARY(16)',
  $BIN: 'CHARACTER SET ascii COLLATE ascii_bin',
} as const;

type Words = Readonly<Record<keyof typeof SQLITE, string>>;

const SCHEMA: readonly Table[] = [
  {
    name: 'user',
    columns: `
      id $ID,
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

  // Ids are never given twice: their order is the order of the logins.
  {
    name: 'session',
    columns: `
      id $ID,
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
    columns: `
      id $ID,
      user_id BIGINT NOT NULL,
      session_id BIGINT NULL,
      reason VARCHAR(20) NOT NULL,
      created_at BIGINT NOT NULL`,
    keys: { revocation_time: 'created_at' },
  },
  {
    name: 'secret',
    columns: `
      name VARCHAR(60) $BIN NOT NULL PRIMARY KEY,
      value TEXT NOT NULL,
      created_at BIGINT NOT NULL`,
  },

  {
    name: 'friend',
    columns: `
      id $ID,
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
    columns: `
      user_id BIGINT NOT NULL,
      target_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, target_id)`,
    keys: { blacklist_target: 'target_id' },
  },
  {
    name: 'follow',
    columns: `
      user_id BIGINT NOT NULL,
      target_id BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, target_id)`,
    keys: { follow_target: 'target_id' },
  },

  // name_key: single:<smaller id>:<greater id>, group:<id>, system:<user id>.
  {
    name: 'conversation',
    columns: `
      id $ID,
      kind VARCHAR(10) NOT NULL,
      name_key VARCHAR(64) $BIN NOT NULL UNIQUE,
      last_seq BIGINT NOT NULL DEFAULT 0,
      acl_version INTEGER NOT NULL DEFAULT 0,
      last_at BIGINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL`,
  },
  {
    name: 'member',
    columns: `
      user_id BIGINT NOT NULL,
      conversation_id BIGINT NOT NULL,
      peer_id BIGINT NOT NULL DEFAULT 0,
      delivered_seq BIGINT NOT NULL DEFAULT 0,
      read_seq BIGINT NOT NULL DEFAULT 0,
      joined_seq BIGINT NOT NULL DEFAULT 0,
      quota SMALLINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (user_id, conversation_id)`,
    keys: { member_conversation: 'conversation_id' },
  },

  // The wire id of a message is made of its time, conversation and seq: no column and no index for it.
  {
    name: 'message',
    columns: `
      conversation_id BIGINT NOT NULL,
      seq BIGINT NOT NULL,
      sender_id BIGINT NOT NULL,
      client_id $BYTES NOT NULL,
      type VARCHAR(16) NOT NULL,
      data $TEXT NOT NULL,
      options TEXT NULL,
      created_at BIGINT NOT NULL,
      PRIMARY KEY (conversation_id, seq),
      UNIQUE (conversation_id, sender_id, client_id)`,
  },
];

function create({ name, columns, keys = {} }: Table, dialect: Sql['dialect']): string[] {
  const indexes = Object.entries(keys);
  if (dialect === 'sqlite') {
    const create = `CREATE TABLE IF NOT EXISTS ${name} (${spell(columns, SQLITE)})`;
    return [create, ...indexes.map(([key, on]) => `CREATE INDEX IF NOT EXISTS ${key} ON ${name} (${on})`)];
  }
  const parts = [spell(columns, MYSQL), ...indexes.map(([key, on]) => `KEY ${key} (${on})`)];
  return [`CREATE TABLE IF NOT EXISTS ${name} (${parts.join(', ')}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`];
}

function spell(columns: string, words: Words): string {
  return columns.replace(/\$(ID|TEXT|BYTES|BIN)\b/g, (word) => words[word as keyof Words]);
}
