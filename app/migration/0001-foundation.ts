import type { Sql } from '../../engine/sql.ts';

/** Accounts, sessions, relations, conversations and messages. Times are ms since 1970. */
export async function up(sql: Sql): Promise<void> {
  const words = sql.dialect === 'sqlite' ? SQLITE : MYSQL;
  for (const statement of SCHEMA) await sql.execute(spell(statement, words));
}

/** Drops all of it, and with it every message. */
export async function down(sql: Sql): Promise<void> {
  for (const table of TABLES.toReversed()) await sql.execute(`DROP TABLE ${table}`);
}

const SQLITE = {
  $ID: 'INTEGER PRIMARY KEY AUTOINCREMENT',
  $TEXT: 'TEXT',
  $BYTES: 'BLOB',
  $BIN: '',
  $END: '',
} as const;

/** Keys compare byte by byte; texts of people compare as MySQL sees fit. */
const MYSQL = {
  $ID: 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT',
  $TEXT: 'MEDIUMTEXT',
  $BYTES: 'BINARY(16)',
  $BIN: 'CHARACTER SET ascii COLLATE ascii_bin',
  $END: 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4',
} as const;

type Words = Readonly<Record<keyof typeof SQLITE, string>>;

const TABLES = ['user', 'session', 'revocation', 'secret', 'friend', 'blacklist', 'follow', 'conversation', 'member', 'message'] as const;

const SCHEMA = [
  `CREATE TABLE user (
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
     login_at BIGINT NULL
   ) $END`,
  'CREATE INDEX user_device ON user (device_id)',

  // Ids are never given twice: their order is the order of the logins.
  `CREATE TABLE session (
     id $ID,
     user_id BIGINT NOT NULL,
     role VARCHAR(10) NOT NULL,
     created_at BIGINT NOT NULL,
     expires_at BIGINT NOT NULL,
     revoked_at BIGINT NULL,
     reason VARCHAR(20) NULL,
     address VARCHAR(64) NOT NULL DEFAULT '',
     agent VARCHAR(255) NOT NULL DEFAULT ''
   ) $END`,
  'CREATE INDEX session_user ON session (user_id, revoked_at)',
  `CREATE TABLE revocation (
     id $ID,
     user_id BIGINT NOT NULL,
     session_id BIGINT NULL,
     reason VARCHAR(20) NOT NULL,
     created_at BIGINT NOT NULL
   ) $END`,
  'CREATE INDEX revocation_time ON revocation (created_at)',
  `CREATE TABLE secret (
     name VARCHAR(60) $BIN NOT NULL PRIMARY KEY,
     value TEXT NOT NULL,
     created_at BIGINT NOT NULL
   ) $END`,

  `CREATE TABLE friend (
     id $ID,
     user_id BIGINT NOT NULL,
     friend_id BIGINT NOT NULL,
     remark VARCHAR(50) NOT NULL DEFAULT '',
     is_star SMALLINT NOT NULL DEFAULT 0,
     look_me SMALLINT NOT NULL DEFAULT 1,
     look_friend SMALLINT NOT NULL DEFAULT 1,
     created_at BIGINT NOT NULL,
     UNIQUE (user_id, friend_id)
   ) $END`,
  'CREATE INDEX friend_other ON friend (friend_id)',
  `CREATE TABLE blacklist (
     user_id BIGINT NOT NULL,
     target_id BIGINT NOT NULL,
     created_at BIGINT NOT NULL,
     PRIMARY KEY (user_id, target_id)
   ) $END`,
  'CREATE INDEX blacklist_target ON blacklist (target_id)',
  `CREATE TABLE follow (
     user_id BIGINT NOT NULL,
     target_id BIGINT NOT NULL,
     created_at BIGINT NOT NULL,
     PRIMARY KEY (user_id, target_id)
   ) $END`,
  'CREATE INDEX follow_target ON follow (target_id)',

  // name_key: single:<smaller id>:<greater id>, group:<id>, system:<user id>.
  `CREATE TABLE conversation (
     id $ID,
     kind VARCHAR(10) NOT NULL,
     name_key VARCHAR(64) $BIN NOT NULL UNIQUE,
     last_seq BIGINT NOT NULL DEFAULT 0,
     acl_version INTEGER NOT NULL DEFAULT 0,
     last_at BIGINT NOT NULL DEFAULT 0,
     created_at BIGINT NOT NULL
   ) $END`,
  `CREATE TABLE member (
     user_id BIGINT NOT NULL,
     conversation_id BIGINT NOT NULL,
     peer_id BIGINT NOT NULL DEFAULT 0,
     delivered_seq BIGINT NOT NULL DEFAULT 0,
     read_seq BIGINT NOT NULL DEFAULT 0,
     joined_seq BIGINT NOT NULL DEFAULT 0,
     quota SMALLINT NOT NULL DEFAULT 0,
     created_at BIGINT NOT NULL,
     PRIMARY KEY (user_id, conversation_id)
   ) $END`,
  'CREATE INDEX member_conversation ON member (conversation_id)',

  // The wire id of a message is made of its time, conversation and seq: no column and no index for it.
  `CREATE TABLE message (
     conversation_id BIGINT NOT NULL,
     seq BIGINT NOT NULL,
     sender_id BIGINT NOT NULL,
     client_id $BYTES NOT NULL,
     type VARCHAR(16) NOT NULL,
     data $TEXT NOT NULL,
     options TEXT NULL,
     created_at BIGINT NOT NULL,
     PRIMARY KEY (conversation_id, seq),
     UNIQUE (conversation_id, sender_id, client_id)
   ) $END`,
];

function spell(statement: string, words: Words): string {
  return statement.replace(/\$(ID|TEXT|BYTES|BIN|END)\b/g, (word) => words[word as keyof Words]);
}
