import assert from 'node:assert/strict';
import { SqlError, type Sql, type SqlValue } from '../../../engine/sql.ts';
import { findUser } from '../../../app/account/user.ts';
import { bootApp, type TestApp } from '../../support/app.ts';
import { createUser } from '../../support/factory.ts';
import { sharedMariadb } from '../../support/mariadb.ts';
import { describeStores } from '../../support/matrix.ts';

/** A column that names one row, and values for the columns that it must stand beside. */
interface Key {
  readonly table: string;
  readonly column: string;
  /** Characters that it holds. */
  readonly length: number;
  readonly rest: Readonly<Record<string, SqlValue>>;
  /** Columns of `rest` that must differ from row to row, too. */
  readonly fresh?: readonly string[];
}

const AT = { created_at: 0 };
const USER = { uuid: '', username: 'x', username_key: '', nickname: '', role: 'user', updated_at: 0, ...AT };
const UPLOAD = { owner_id: 1, kind: 'file', type: 'x', ext: 'x', name: 'x', size: 1, ...AT };
const JOB = { data: '{}', due_at: 0, set_at: 0, added_at: 0 };

/** Every text that one row is found by. */
const KEYS: readonly Key[] = [
  { table: 'user', column: 'uuid', length: 36, rest: USER, fresh: ['username_key'] },
  { table: 'user', column: 'username_key', length: 20, rest: USER, fresh: ['uuid'] },
  { table: 'secret', column: 'name', length: 60, rest: { value: '', ...AT } },
  { table: 'conversation', column: 'name_key', length: 64, rest: { kind: 'single', ...AT } },
  { table: 'chat_group', column: 'room_key', length: 190, rest: { id: 0, owner_id: 1, name: 'x', updated_at: 0, ...AT }, fresh: ['id'] },
  { table: 'upload', column: 'uuid', length: 36, rest: UPLOAD },
  { table: 'ticket', column: 'kind', length: 10, rest: { target_id: 1, maker_id: 1, is_current: 1, ...AT } },
  { table: 'term', column: 'term', length: 32, rest: { conversation_id: 1, seq: 1 } },
  { table: 'journal_follower', column: 'name', length: 64, rest: { begun_id: 0, set_id: 0, ...AT } },
  { table: 'journal_cursor', column: 'name', length: 64, rest: { conversation_id: 1, seq: 1, holder: '', held_until: 0 } },
  { table: 'schedule_due', column: 'name', length: 190, rest: { due_at: 0 } },
  { table: 'job', column: 'name', length: 100, rest: { once_key: 'x', ...JOB } },
  { table: 'job', column: 'once_key', length: 190, rest: { name: 'x', ...JOB } },
  { table: 'user_right', column: 'code', length: 100, rest: { user_id: 1, ...AT } },
  { table: 'handover', column: 'code_hash', length: 64, rest: { session_id: 1, expires_at: 1, ...AT } },
  { table: 'invitation', column: 'code_hash', length: 64, rest: { expires_at: 1, ...AT } },
  { table: 'known_visitor', column: 'external_id', length: 128, rest: { user_id: 0, ...AT }, fresh: ['user_id'] },
  {
    table: 'push_subscription',
    column: 'endpoint_hash',
    length: 64,
    rest: { user_id: 1, session_id: 1, endpoint: 'x', p256dh: 'x', auth: 'x', ...AT },
  },
];

/** Each value is another than those before and behind it. */
const VALUES: Readonly<Record<string, readonly [string, string]>> = {
  'a blank at the end': ['x', 'x '],
  'more blanks at the end': ['y ', 'y  '],
  'another blank at the end': ['z', 'z\u00a0'],
  'a tab at the end': ['t', 't\t'],
  'nothing but a blank': ['', ' '],
  case: ['case', 'CASE'],
  'case beyond ASCII': ['ÉÉ', 'éé'],
  accents: ['eve', 'éve'],
  'the form of an accent': ['\u00e9', 'e\u0301'],
  'sharp s': ['ss', 'ß'],
  'the width of a letter': ['A1', 'Ａ1'],
  emoji: ['😀', '😁'],
  'an emoji and its variant': ['❤', '❤\ufe0f'],
  'a joiner that nobody sees': ['ab', 'a\u200db'],
  'Chinese letters': ['汉', '漢'],
};

describeStores('exact keys', (store) => {
  const target = store.serve();
  let sql: Sql;
  let next = 0;

  before(() => {
    ({ sql } = target.app);
  });

  const insert = ({ table, column, rest, fresh = [] }: Key, value: string): Promise<unknown> => {
    next += 1;
    const row = {
      ...rest,
      ...Object.fromEntries(fresh.map((name) => [name, name.endsWith('id') ? next : `fresh ${next}`])),
      [column]: value,
    };
    const marks = Object.keys(row)
      .map(() => '?')
      .join(', ');
    return sql.execute(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${marks})`, Object.values(row));
  };
  const find = async ({ table, column }: Key, value: string): Promise<unknown[]> => {
    const rows = await sql.query<{ value: string }>(`SELECT ${column} AS value FROM ${table} WHERE ${column} = ?`, [value]);
    return rows.map((row) => row.value);
  };
  const refused = (kind: string) => (error: unknown) => error instanceof SqlError && error.kind === kind;

  for (const key of KEYS) {
    const { table, column, length } = key;

    it(`G11 ${table}.${column} tells apart what differs by a byte`, async () => {
      await sql.execute(`DELETE FROM ${table}`);
      for (const [what, [one, other]] of Object.entries(VALUES)) {
        await insert(key, one);
        assert.deepEqual([await find(key, one), await find(key, other)], [[one], []], what);
        await insert(key, other);
        assert.deepEqual([await find(key, one), await find(key, other)], [[one], [other]], what);
        await assert.rejects(insert(key, other), refused('duplicate'), what);
      }
    });

    it(`G11 ${table}.${column} holds as many characters as it says, and no U+0000`, async () => {
      const longest = '😀'.repeat(length);
      await insert(key, longest);
      assert.deepEqual(await find(key, longest), [longest]);
      await assert.rejects(insert(key, 'nul\0'), refused('data'));
      await assert.rejects(find(key, 'nul\0'), refused('data'));
    });
  }

  it('G11 every text of a unique key is among them, and none that MySQL compares byte by byte is padded', async function () {
    if (sql.dialect === 'sqlite') return this.skip();
    const rows = await sql.query<{ name: string; collation: string; isUnique: number }>(
      `SELECT CONCAT(c.table_name, '.', c.column_name) AS name, c.collation_name AS collation,
              EXISTS (SELECT 1 FROM information_schema.statistics s WHERE s.table_schema = DATABASE() AND s.table_name = c.table_name
                        AND s.column_name = c.column_name AND s.non_unique = 0) AS isUnique
       FROM information_schema.columns c WHERE c.table_schema = DATABASE() AND c.table_name <> 'migration' AND c.collation_name IS NOT NULL`,
    );
    const isExact = ({ collation }: { collation: string }): boolean => collation === 'utf8mb4_nopad_bin';
    const named = (only: typeof rows): string[] => only.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b, 'en'));
    assert.deepEqual(named(rows.filter((row) => row.collation.endsWith('bin') && !isExact(row))), []);
    const keys = KEYS.map(({ table, column }) => `${table}.${column}`).toSorted((a, b) => a.localeCompare(b, 'en'));
    assert.deepEqual(named(rows.filter((row) => row.isUnique === 1)), keys);
    assert.deepEqual(named(rows.filter((row) => row.isUnique === 1 && isExact(row))), keys);
  });
});

/** The keys as 0.1 made them. */
const ASCII = 'CHARACTER SET ascii COLLATE ascii_bin';
const PADDED = 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const BEFORE = [
  `ALTER TABLE user MODIFY uuid CHAR(36) ${ASCII} NOT NULL, MODIFY username_key VARCHAR(20) ${ASCII} NOT NULL,
     MODIFY name_key VARCHAR(190) ${PADDED} NOT NULL DEFAULT ''`,
  `ALTER TABLE conversation MODIFY name_key VARCHAR(64) ${ASCII} NOT NULL`,
  `ALTER TABLE chat_group MODIFY room_key VARCHAR(190) ${PADDED} NULL`,
  `ALTER TABLE upload MODIFY uuid CHAR(36) ${ASCII} NOT NULL`,
  `ALTER TABLE handover MODIFY code_hash CHAR(64) ${ASCII} NOT NULL`,
  `ALTER TABLE known_visitor MODIFY external_id VARCHAR(128) ${PADDED} NOT NULL`,
  `ALTER TABLE push_subscription MODIFY endpoint_hash CHAR(64) ${ASCII} NOT NULL`,
  'DROP TABLE node',
  `DELETE FROM migration WHERE name LIKE '%/0010-exact-key%'`,
];

describe('a database of 0.1 on MariaDB', () => {
  it('G11 keeps all that it has, and tells blanks apart from the next start on', async function () {
    this.timeout(60_000);
    const databaseUrl = await (await sharedMariadb()).createDatabase();
    const first = await bootApp({ databaseUrl });
    for (const statement of BEFORE) await first.app.sql.execute(statement);
    const bind = (sql: Sql, id: string, user: number): Promise<unknown> =>
      sql.execute('INSERT INTO known_visitor (external_id, user_id, created_at) VALUES (?, ?, 0)', [id, user]);
    await bind(first.app.sql, 'customer 7', 1);
    await assert.rejects(bind(first.app.sql, 'customer 7 ', 2), (error) => error instanceof SqlError && error.kind === 'duplicate');
    const rowOf = async ({ sql }: TestApp['app']): Promise<unknown> => (await sql.query('SELECT * FROM user ORDER BY id LIMIT 1'))[0];
    const user = await createUser(first);
    const before = await rowOf(first.app);
    await first.close();

    const second = await bootApp({ databaseUrl });
    try {
      const { sql } = second.app;
      assert.deepEqual(await rowOf(second.app), before);
      assert.equal((await findUser(sql, 'uuid', user.uuid))?.id, user.id);
      await bind(sql, 'customer 7 ', 2);
      const rows = await sql.query<{ id: string }>('SELECT external_id AS id FROM known_visitor ORDER BY user_id');
      assert.deepEqual(
        rows.map(({ id }) => id),
        ['customer 7', 'customer 7 '],
      );
      const padded = `SELECT table_name FROM information_schema.columns
                      WHERE table_schema = DATABASE() AND collation_name IN ('ascii_bin', 'utf8mb4_bin')`;
      assert.deepEqual(await sql.query(padded), []);
    } finally {
      await second.close();
    }
  });
});
