import assert from 'node:assert/strict';
import path from 'node:path';
import { MysqlStore } from '../../../plugins/sequelize/mysql/store.ts';
import { SqliteStore } from '../../../plugins/sequelize/sqlite/store.ts';
import type { Store } from '../../../plugins/sequelize/store.ts';
import { Child } from '../../support/child.ts';
import { MariadbServer, sharedMariadb } from '../../support/mariadb.ts';
import { until } from '../../support/wait.ts';
import { openMariadb, openSqlite, options, temporaryDirectory } from './support.ts';

const WITHIN = { within: 15_000 };

/** Opens stores on the same database, or on another. */
interface Place {
  readonly dataDir: string;
  readonly url: string | undefined;
  open(): Store;
  openOther(): Promise<Store>;
}

async function sqlitePlace(): Promise<Place> {
  const dataDir = temporaryDirectory();
  const open = (): Store => openSqlite({ deadline: 400 }, path.join(dataDir, 'foyer.db'));
  return { dataDir, url: undefined, open, openOther: async () => openSqlite() };
}

async function mariadbPlace(): Promise<Place> {
  const url = await (await sharedMariadb()).createDatabase();
  return { dataDir: '', url, open: () => new MysqlStore(url, options()), openOther: openMariadb };
}

/** Starts a process that takes the lock; resolves when it has said something. */
async function start({ dataDir, url }: Pick<Place, 'dataDir' | 'url'>): Promise<Child> {
  const script = path.join(import.meta.dirname, 'locker.ts');
  const args = ['--import', 'tsx', '--conditions=foyer-source', script, dataDir, ...(url === undefined ? [] : [url])];
  const child = Child.start(process.execPath, args);
  await until(() => child.output !== '' || !child.isRunning, WITHIN);
  return child;
}

const stores: Store[] = [];

function keep<T extends Store>(store: T): T {
  stores.push(store);
  return store;
}

afterEach(async () => {
  for (const store of stores.splice(0)) {
    await store.lock.release();
    await store.close();
  }
});

for (const [name, makePlace] of Object.entries({ SQLite: sqlitePlace, MariaDB: mariadbPlace })) {
  describe(`node lock on ${name}`, () => {
    let place: Place;

    before(async () => {
      place = await makePlace();
    });

    it('is one node’s, and free when that ends', async () => {
      const [first, second] = [keep(place.open()), keep(place.open())];
      assert.equal(await first.lock.acquire(assert.fail), true);
      assert.equal(await second.lock.acquire(assert.fail), false);
      await first.lock.release();
      assert.equal(await second.lock.acquire(assert.fail), true);
    });

    it('waits for a node that is just ending', async () => {
      const [first, second] = [keep(place.open()), keep(place.open())];
      assert.equal(await first.lock.acquire(assert.fail), true);
      const [taken] = await Promise.all([second.lock.acquire(assert.fail), first.lock.release()]);
      assert.equal(taken, true);
    });

    it('is another for another database', async () => {
      const [first, second] = [keep(place.open()), keep(await place.openOther())];
      assert.equal(await first.lock.acquire(assert.fail), true);
      assert.equal(await second.lock.acquire(assert.fail), true);
    });

    it('refuses a second process with what to do, and is free when the first is killed', async () => {
      const first = await start(place);
      assert.equal(first.output, 'held\n');
      const second = await start(place);
      assert.match(second.output, /^refused: another Foyer is running on this store \(.+\): stop it, or set REDIS_URL and DATABASE_URL/);
      await first.kill9();
      const third = await start(place);
      assert.equal(third.output, 'held\n');
      await third.kill9();
    });
  });
}

describe('node lock that was lost', () => {
  it('is taken again after the SQLite worker died', async () => {
    const file = path.join(temporaryDirectory(), 'foyer.db');
    const [store, other] = [keep(new SqliteStore(file, options())), keep(new SqliteStore(file, options({ deadline: 300 })))];
    assert.equal(await store.lock.acquire(assert.fail), true);
    const before = store.channel.statements;
    await store.channel.worker!.terminate();
    await until(() => store.channel.statements > before, WITHIN); // nobody else sends any
    await store.sql.query('SELECT 1'); // sent after it, answered after it
    assert.equal(await other.lock.acquire(assert.fail), false);
  });

  it('is taken again after MariaDB was restarted; where another node was faster, this one stops', async () => {
    const server = await MariadbServer.start();
    const other = keep(new MysqlStore(server.url, options()));
    try {
      const node = await start({ dataDir: '', url: server.url });
      assert.equal(node.output, 'held\n');
      await server.restart();
      await until(async () => ((await server.query('SHOW PROCESSLIST')) as unknown[]).length > 1, WITHIN); // the node's is there
      assert.equal(await other.lock.acquire(assert.fail), false);

      node.pause();
      await server.restart();
      assert.equal(await other.lock.acquire(assert.fail), true);
      node.resume();
      await until(() => !node.isRunning, WITHIN);
      assert.match(node.output, /stopped: another Foyer is running on this store/);
    } finally {
      await server.stop();
    }
  });
});
