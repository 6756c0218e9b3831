import assert from 'node:assert/strict';
import { SqlError, type Sql, type SqlErrorKind, type SqlSession, type SqlValue } from '../../../engine/sql.ts';
import { describeStores } from './support.ts';

/** A promise and the means to settle it from outside. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

function kind(expected: SqlErrorKind): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof SqlError, String(error));
    assert.equal(error.kind, expected, error.message);
    return true;
  };
}

describeStores('Sql', (store, { open }) => {
  let sql: Sql;

  before(async () => {
    ({ sql } = store());
    const [id, blob] =
      sql.dialect === 'sqlite' ? ['INTEGER PRIMARY KEY AUTOINCREMENT', 'BLOB'] : ['BIGINT PRIMARY KEY AUTO_INCREMENT', 'VARBINARY(100)'];
    const end = sql.dialect === 'sqlite' ? '' : 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4';
    await sql.execute(
      `CREATE TABLE item (id ${id}, name VARCHAR(20) UNIQUE NOT NULL, big BIGINT, raw ${blob}, n INTEGER DEFAULT 0) ${end}`,
    );
    await sql.execute(`CREATE TABLE pair (a BIGINT NOT NULL, b BIGINT NOT NULL, PRIMARY KEY (a, b)) ${end}`);
    await sql.execute(`CREATE TABLE child (item_id BIGINT NOT NULL, FOREIGN KEY (item_id) REFERENCES item (id)) ${end}`);
  });

  afterEach(async () => {
    for (const table of ['child', 'pair', 'item']) await sql.execute(`DELETE FROM ${table}`);
  });

  it('is unavailable once it is closed', async () => {
    const other = await open();
    await other.connect();
    await other.close();
    await assert.rejects(other.sql.query('SELECT 1'), kind('unavailable'));
    await assert.rejects(
      other.sql.transaction((session) => session.query('SELECT 1')),
      kind('unavailable'),
    );
  });

  function insert(session: SqlSession, name: string, n = 0): Promise<unknown> {
    return session.execute('INSERT INTO item (name, n) VALUES (?, ?)', [name, n]);
  }

  async function nameCount(): Promise<number> {
    return (await sql.query('SELECT id FROM item')).length;
  }

  it('gives values back as they were', async () => {
    const raw = Buffer.from([0, 1, 254, 255]);
    const values: SqlValue[] = [`it's "\\" 中文 😀 %_`, 2 ** 53 - 1, raw, -5];
    await sql.execute('INSERT INTO item (name, big, raw, n) VALUES (?, ?, ?, ?)', values);
    const rows = await sql.query('SELECT name, big, raw, n FROM item');
    assert.deepEqual({ ...rows[0] }, { name: values[0], big: 2 ** 53 - 1, raw, n: -5 });
    assert.ok(Buffer.isBuffer(rows[0]?.['raw']));
  });

  it('gives blobs of many rows back in their places', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({ name: `n${i}`, raw: i % 3 === 0 ? null : Buffer.alloc(i % 40, i) }));
    const marks = rows.map(() => '(?, ?)').join(',');
    await sql.execute(
      `INSERT INTO item (name, raw) VALUES ${marks}`,
      rows.flatMap(({ name, raw }) => [name, raw]),
    );
    const stored = await sql.query<{ name: string; raw: Buffer | null }>('SELECT name, raw FROM item ORDER BY id');
    assert.deepEqual(
      stored.map((row) => ({ ...row })),
      rows,
    );
  });

  it('gives integers beyond 2^53 as text, in every row of the statement', async () => {
    for (const big of [9_007_199_254_740_993n, -9_007_199_254_740_993n, 7n]) {
      await sql.execute('INSERT INTO item (name, big) VALUES (?, ?)', [String(big), big]);
    }
    const rows = await sql.query<{ big: unknown }>('SELECT big FROM item ORDER BY id');
    assert.deepEqual(
      rows.map(({ big }) => big),
      ['9007199254740993', '-9007199254740993', 7],
    );
  });

  it('gives nothing for undefined, 0 and 1 for booleans', async () => {
    const values = ['x', undefined, true] as unknown as SqlValue[];
    await sql.execute('INSERT INTO item (name, big, n) VALUES (?, ?, ?)', values);
    assert.deepEqual({ ...(await sql.query('SELECT big, n FROM item'))[0] }, { big: null, n: 1 });
  });

  it('numbers the first of the rows that it inserts, where a table numbers its rows', async () => {
    const first = await sql.execute('INSERT INTO item (name) VALUES (?), (?), (?)', ['a', 'b', 'c']);
    assert.equal(first.affected, 3);
    const rows = await sql.query<{ id: number; name: string }>('SELECT id, name FROM item ORDER BY id');
    assert.deepEqual(
      rows.map(({ id, name }) => [id - first.insertId, name]),
      [
        [0, 'a'],
        [1, 'b'],
        [2, 'c'],
      ],
    );
    assert.deepEqual(await sql.execute('INSERT INTO pair (a, b) VALUES (1, 2), (1, 3)'), { affected: 2, insertId: 0 });
    assert.deepEqual(await sql.execute('UPDATE item SET n = 1 WHERE name <> ?', ['a']), { affected: 2, insertId: 0 });
    assert.equal((await sql.execute('DELETE FROM item')).affected, 3);
  });

  it('counts rows that an update matched, also where it changed nothing', async () => {
    await insert(sql, 'a', 1);
    assert.equal((await sql.execute('UPDATE item SET n = 1')).affected, 1);
  });

  it('tells a duplicate', async () => {
    await insert(sql, 'a');
    await assert.rejects(insert(sql, 'a'), kind('duplicate'));
    await sql.execute('INSERT INTO pair (a, b) VALUES (1, 2)');
    await assert.rejects(sql.execute('INSERT INTO pair (a, b) VALUES (1, 2)'), kind('duplicate'));
  });

  it('tells a broken constraint', async () => {
    await assert.rejects(sql.execute('INSERT INTO item (name) VALUES (NULL)'), kind('constraint'));
    await assert.rejects(sql.execute('INSERT INTO child (item_id) VALUES (99)'), kind('constraint'));
  });

  it('tells SQL that is wrong', async () => {
    await assert.rejects(sql.query('SELEC 1'), kind('other'));
    await assert.rejects(sql.query('SELECT * FROM nowhere'), kind('other'));
  });

  it('goes on after a failure', async () => {
    await assert.rejects(sql.query('SELEC 1'), kind('other'));
    await insert(sql, 'a');
    assert.equal(await nameCount(), 1);
  });

  it('counts statements', async () => {
    const before = sql.statements;
    await sql.query('SELECT 1');
    await sql.transaction((tx) => tx.query('SELECT 1'));
    assert.equal(sql.statements - before, 4);
  });

  it('commits a transaction and gives what the work gave', async () => {
    assert.equal(await sql.transaction(async (tx) => insert(tx, 'a').then(() => 'done')), 'done');
    assert.equal(await nameCount(), 1);
  });

  it('rolls back when the work rejects, with the error of the work', async () => {
    const work = sql.transaction(async (tx) => {
      await insert(tx, 'a');
      throw new Error('no');
    });
    await assert.rejects(work, /^Error: no$/);
    assert.equal(await nameCount(), 0);
  });

  it('keeps a transaction that bore the failure of a statement', async () => {
    await insert(sql, 'a');
    await sql.transaction(async (tx) => {
      await insert(tx, 'b');
      await assert.rejects(insert(tx, 'a'), kind('duplicate'));
      await insert(tx, 'c');
    });
    assert.equal(await nameCount(), 3);
  });

  it('refuses statements of a transaction that is over', async () => {
    let kept: SqlSession | undefined;
    await sql.transaction(async (tx) => void (kept = tx));
    await assert.rejects(insert(kept!, 'late'), kind('other'));
    assert.equal(await nameCount(), 0);
  });

  it('shows others nothing before the commit', async () => {
    const { opened, open } = gate();
    const inside = gate();
    const writing = sql.transaction(async (tx) => {
      await insert(tx, 'a');
      inside.open();
      await opened;
    });
    await inside.opened;
    assert.equal(await nameCount(), 0);
    open();
    await writing;
    assert.equal(await nameCount(), 1);
  });

  it('runs single writes of many callers, each for itself', async () => {
    await insert(sql, 'n7');
    const results = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => insert(sql, `n${i}`)));
    const failed = results.filter((result) => result.status === 'rejected');
    assert.deepEqual(
      failed.map(({ reason }) => (reason as SqlError).kind),
      ['duplicate'],
    );
    assert.equal(await nameCount(), 200);
  });

  it('loses none of 50 concurrent read-modify-writes', async () => {
    await insert(sql, 'counter');
    const lock = sql.dialect === 'sqlite' ? '' : ' FOR UPDATE';
    const add = (): Promise<void> =>
      sql.transaction(async (tx) => {
        const [row] = await tx.query<{ n: number }>(`SELECT n FROM item WHERE name = 'counter'${lock}`);
        await tx.execute(`UPDATE item SET n = ? WHERE name = 'counter'`, [row!.n + 1]);
      });
    await Promise.all(Array.from({ length: 50 }, add));
    assert.equal((await sql.query<{ n: number }>('SELECT n FROM item'))[0]?.n, 50);
  });

  it('lets raw SQL and models write at the same time', async () => {
    const { sequelize } = store();
    const insertByModel = (i: number): Promise<unknown> =>
      sequelize.transaction((transaction) => sequelize.query(`INSERT INTO item (name) VALUES ('m${i}')`, { transaction }));
    const insertRaw = (i: number): Promise<unknown> => sql.transaction((tx) => insert(tx, `r${i}`));
    await Promise.all(Array.from({ length: 20 }, (_, i) => Promise.all([insertByModel(i), insertRaw(i), insert(sql, `e${i}`)])));
    assert.equal(await nameCount(), 60);
  });
});
