import assert from 'node:assert/strict';
import mysql, { type Connection } from 'mysql2/promise';
import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import { SqlError, type SqlErrorKind, type SqlSession } from '../../../engine/sql.ts';
import { isUnavailable } from '../../../engine/unavailable.ts';
import { MysqlStore } from '../../../plugins/sequelize/mysql/store.ts';
import type { SqliteStore } from '../../../plugins/sequelize/sqlite/store.ts';
import type { Store } from '../../../plugins/sequelize/store.ts';
import { MariadbServer } from '../../support/mariadb.ts';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import { until } from '../../support/wait.ts';
import { openSqlite, options } from './support.ts';

/** Something that ends a transaction before its time. */
interface End {
  readonly name: string;
  /** What its statements are refused with. */
  readonly kind: SqlErrorKind;
  /** Whether the transaction runs again, and is not struck then. */
  readonly isRerun?: boolean;
  readonly prepare?: (tx: SqlSession) => Promise<unknown>;
  /** The statement that fails, sent before it returns. */
  readonly strike: (tx: SqlSession) => Promise<unknown>;
  /** Once the transaction is over. */
  readonly mend?: () => Promise<unknown>;
}

const [EARLY, LATE, LATER, LAST] = [1, 2, 3, 4];
/** Rows that no transaction leaves otherwise than it found them. */
const [HELD, OWN] = [98, 99];

const insert = (session: SqlSession, n: number): Promise<unknown> => session.execute('INSERT INTO item (n) VALUES (?)', [n]);

async function makeTables(store: Store): Promise<void> {
  await store.sql.execute('CREATE TABLE item (n INTEGER PRIMARY KEY, t INTEGER)');
  await store.sql.execute('CREATE TABLE ballast (n INTEGER PRIMARY KEY, t TEXT)');
  await store.sql.execute('INSERT INTO item (n) VALUES (?), (?)', [HELD, OWN]);
}

/** Tries each end twice: where the work fails with it, and where the work bears it and wants to go on. */
function itOutlivesNothing(store: () => Store, ends: readonly End[]): void {
  const stored = async (): Promise<number[]> =>
    (await store().sql.query<{ n: number }>('SELECT n FROM item WHERE n < ? ORDER BY n', [HELD])).map(({ n }) => n);

  afterEach(() => until(() => store().sql.execute('DELETE FROM item WHERE n < ?', [HELD])));

  for (const { name, kind, isRerun = false, prepare, strike, mend } of ends) {
    const isTold = (error: unknown): boolean => error instanceof SqlError && error.kind === kind;
    const isModelTold = (error: unknown): boolean => isUnavailable(error) === (kind !== 'duplicate');
    const ended = (work: Promise<unknown>): Promise<unknown> => (isRerun ? work : assert.rejects(work, isTold));

    it(`G100 no statement outlives its transaction, with others under way: ${name}`, async () => {
      let runs = 0;
      const work = store().sql.transaction(async (tx) => {
        runs += 1;
        await insert(tx, EARLY);
        if (runs > 1) return;
        await prepare?.(tx);
        await Promise.all([strike(tx), insert(tx, LATE), insert(tx, LATER)]);
      });
      await ended(work);
      await mend?.();
      assert.deepEqual(await until(stored), isRerun ? [EARLY] : []);
    });

    it(`G100 and a work that bears the failure cannot commit: ${name}`, async () => {
      const told: unknown[] = [];
      const work = store().sql.transaction(async (tx) => {
        if (told.length > 0) return;
        await insert(tx, EARLY);
        await prepare?.(tx);
        const results = await Promise.allSettled([strike(tx), insert(tx, LATE), insert(tx, LATER)]);
        for (const result of [...results, ...(await Promise.allSettled([insert(tx, LAST)]))]) {
          told.push(result.status === 'rejected' ? result.reason : 'done');
        }
      });
      await ended(work);
      await mend?.();
      assert.deepEqual([told.map(isTold), told.map(String)], [[true, true, true, true], told.map(() => String(told[0]))]);
      assert.deepEqual(await until(stored), []);
    });

    it(`G100 nor does one of a transaction of models: ${name}`, async () => {
      const { sequelize } = store();
      const work = sequelize.transaction(async (transaction) => {
        const tx = sessionOf(sequelize, transaction);
        await insert(tx, EARLY);
        await prepare?.(tx);
        await Promise.all([strike(tx), insert(tx, LATE), insert(tx, LATER)]);
      });
      await assert.rejects(work, isModelTold);
      await mend?.();
      assert.deepEqual(await until(stored), []);
    });
  }
}

/** A transaction of models, as the ends take one. */
function sessionOf(sequelize: Sequelize, transaction: Transaction): SqlSession {
  return {
    query: async <Row extends object>(sql: string) => sequelize.query<Row>(sql, { type: QueryTypes.SELECT, transaction }),
    execute: async (sql, params = []) => {
      await sequelize.query(sql, { replacements: [...params], transaction });
      return { affected: 0, insertId: 0 };
    },
  };
}

describe('a transaction that ends before its time on MariaDB', () => {
  let server: MariadbServer;
  let proxy: TcpProxy;
  let store: MysqlStore;
  let rival: Connection;

  before(async () => {
    server = await MariadbServer.start(['--innodb-rollback-on-timeout=ON']);
    proxy = await TcpProxy.start(server.port);
    store = new MysqlStore(`mysql://root@127.0.0.1:${proxy.port}/foyer`, options());
    await makeTables(store);
    rival = await mysql.createConnection(server.url);
  });

  after(async () => {
    rival.destroy();
    await store.close();
    await proxy.stop();
    await server.stop();
  });

  let own: number;
  const learnNumber = async (tx: SqlSession): Promise<void> => {
    own = (await tx.query<{ id: number }>('SELECT CONNECTION_ID() AS id'))[0]?.id ?? 0;
  };
  const process = async (): Promise<{ State: string } | undefined> =>
    ((await server.query('SHOW PROCESSLIST')) as { Id: number; State: string }[]).find(({ Id }) => Id === own);
  const isWaiting = (): Promise<unknown> =>
    until(
      async () => ((await server.query('SELECT 1 FROM information_schema.innodb_trx WHERE trx_requested_lock_id > 0')) as unknown[])[0],
    );

  /** The rival holds a row, and has done so much else that it is never the victim. */
  const hold = async (tx: SqlSession): Promise<void> => {
    await learnNumber(tx);
    await tx.execute('UPDATE item SET t = 1 WHERE n = ?', [OWN]);
    await rival.query('START TRANSACTION');
    await rival.query('INSERT INTO ballast (n) SELECT seq FROM seq_1_to_1000');
    await rival.query('UPDATE item SET t = 2 WHERE n = ?', [HELD]);
  };
  const wait = (tx: SqlSession): Promise<unknown> => tx.execute('UPDATE item SET t = 1 WHERE n = ?', [HELD]);
  const letGo = (): Promise<unknown> => rival.query('ROLLBACK');
  const whileWaiting = async (tx: SqlSession, strike: () => Promise<unknown> | void): Promise<unknown> => {
    const waiting = wait(tx);
    waiting.catch(() => undefined); // awaited below
    await isWaiting();
    await strike();
    return waiting;
  };

  itOutlivesNothing(
    () => store,
    [
      {
        name: 'deadlock (1213)',
        kind: 'busy',
        isRerun: true,
        prepare: hold,
        strike: (tx) => whileWaiting(tx, () => rival.query('UPDATE item SET t = 2 WHERE n = ?', [OWN]).then(() => undefined)),
        mend: letGo,
      },
      { name: 'lock wait timeout that rolls back (1205)', kind: 'busy', isRerun: true, prepare: hold, strike: wait, mend: letGo },
      {
        name: 'KILL of a statement',
        kind: 'unavailable',
        prepare: hold,
        strike: (tx) => whileWaiting(tx, () => server.query(`KILL QUERY ${own}`)),
        mend: letGo,
      },
      {
        name: 'KILL of the connection',
        kind: 'unavailable',
        prepare: hold,
        strike: (tx) => whileWaiting(tx, () => server.query(`KILL ${own}`)),
        mend: letGo,
      },
      {
        name: 'KILL between two statements',
        kind: 'unavailable',
        async prepare(tx) {
          await learnNumber(tx);
          await server.query(`KILL ${own}`);
          await until(async () => !(await process()));
        },
        strike: (tx) => insert(tx, LAST),
      },
      {
        name: 'connection that is cut',
        kind: 'unavailable',
        prepare: hold,
        strike: (tx) => whileWaiting(tx, () => proxy.cut()),
        mend: letGo,
      },
    ],
  );
});

describe('a transaction that ends before its time on SQLite', () => {
  let store: SqliteStore;

  before(async () => {
    store = openSqlite();
    await makeTables(store);
  });

  after(() => store.close());

  const limitPages = async (session: SqlSession, most: number): Promise<unknown> => session.query(`PRAGMA max_page_count = ${most}`);

  itOutlivesNothing(
    () => store,
    [
      {
        name: 'full disk (SQLITE_FULL)',
        kind: 'unavailable',
        prepare: (tx) => limitPages(tx, 1), // as few as there are
        strike: (tx) => tx.execute('INSERT INTO ballast (n, t) VALUES (1, ?)', ['x'.repeat(1_000_000)]),
        mend: () => store.sql.transaction((tx) => limitPages(tx, 1_000_000)),
      },
      {
        name: 'conflict that rolls back',
        kind: 'duplicate',
        strike: (tx) => tx.execute('INSERT OR ROLLBACK INTO item (n) VALUES (?)', [HELD]),
      },
      {
        name: 'death of the worker',
        kind: 'unavailable',
        strike: async (tx) => {
          const [dying] = await Promise.allSettled([
            tx.execute('UPDATE item SET t = 1 WHERE n = ?', [OWN]),
            store.channel.worker?.terminate(),
          ]);
          if (dying.status === 'rejected') throw dying.reason;
        },
      },
    ],
  );
});
