import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Unit } from '#kernel';
import { Migrator } from '../../../plugins/sequelize/migration.ts';
import type { ModelDefinition } from '../../../plugins/sequelize/model.ts';
import { MysqlStore } from '../../../plugins/sequelize/mysql/store.ts';
import { SqliteStore } from '../../../plugins/sequelize/sqlite/store.ts';
import type { Store } from '../../../plugins/sequelize/store.ts';
import { sharedMariadb } from '../../support/mariadb.ts';
import { options, temporaryDirectory } from './support.ts';

const APP: Unit = { type: 'app', name: 'foyer', path: process.cwd() };
/** What brings an empty database up to date, in order. */
const OURS = fs
  .readdirSync(path.join(APP.path, 'app/migration'))
  .toSorted()
  .map((file) => `app/${path.parse(file).name}`);
const TABLES = [
  'blacklist',
  'chat_group',
  'closing',
  'closing_place',
  'conversation',
  'follow',
  'friend',
  'friend_application',
  'group_application',
  'group_mark',
  'handover',
  'invitation',
  'journal_cursor',
  'journal_follower',
  'known_visitor',
  'member',
  'message',
  'migration',
  'node',
  'notice_person',
  'revocation',
  'secret',
  'session',
  'term',
  'term_cursor',
  'ticket',
  'upload',
  'upload_share',
  'user',
  'user_right',
];

function fixture(name: string): Unit {
  return { type: 'plugin', name: 'shelves', path: path.join(import.meta.dirname, 'fixture', name) };
}

/** Opens several stores on one fresh database, as several processes would. */
interface Database {
  open(): Store;
}

const DATABASES: Readonly<Record<string, () => Promise<Database>>> = {
  SQLite: async () => {
    const file = path.join(temporaryDirectory(), 'foyer.db');
    return { open: () => new SqliteStore(file, options()) };
  },
  MariaDB: async () => {
    const url = await (await sharedMariadb()).createDatabase();
    return { open: () => new MysqlStore(url, options()) };
  },
};

for (const [name, create] of Object.entries(DATABASES)) {
  describe(`migrations on ${name}`, () => {
    const stores: Store[] = [];
    let database: Database;
    let store: Store;

    beforeEach(async () => {
      database = await create();
      store = open();
    });

    afterEach(async () => {
      await Promise.all(stores.splice(0).map((each) => each.close()));
    });

    function open(): Store {
      const opened = database.open();
      stores.push(opened);
      return opened;
    }

    async function up(...units: Unit[]): Promise<string[]> {
      return (await Migrator.load(store, units)).up();
    }

    async function tables(): Promise<string[]> {
      const all = await store.sequelize.getQueryInterface().showAllTables();
      const names = all.map((table) => (typeof table === 'string' ? table : String(Reflect.get(table, 'tableName'))));
      return names.filter((table) => !table.startsWith('sqlite_')).toSorted();
    }

    it('makes all tables from nothing, and does nothing the second time', async () => {
      assert.deepEqual(await up(APP), OURS);
      assert.deepEqual(await tables(), TABLES);
      const before = store.sql.statements;
      assert.deepEqual(await up(APP), []);
      assert.ok(store.sql.statements - before <= 2);
    });

    it('goes down and up again', async () => {
      await up(APP);
      assert.deepEqual(await (await Migrator.load(store, [APP])).down(), OURS.toReversed());
      assert.deepEqual(await tables(), ['migration']);
      assert.deepEqual(await up(APP), OURS);
      assert.deepEqual(await tables(), TABLES);
    });

    it('makes tables that the models fit', async () => {
      await up(APP);
      const models: Record<string, ModelDefinition> = await import('../../../app/model/index.ts');
      for (const [file, model] of Object.entries(models)) {
        const bound = model.define(store.sequelize);
        const columns = Object.keys(await store.sequelize.getQueryInterface().describeTable(bound.tableName));
        const fields = Object.values(bound.getAttributes()).map(({ field }) => String(field));
        assert.deepEqual(fields.toSorted(), columns.toSorted(), file);
        assert.deepEqual(await bound.findAll(), []);
      }
    });

    it('U20 brings a database of an earlier version up to date, the app before its plugins, each in the order of its numbers', async () => {
      assert.deepEqual(await up(fixture('first')), ['shelves/0001-shelf']);
      await store.sql.execute('INSERT INTO shelf (id) VALUES (7)');
      assert.deepEqual(await up(fixture('second'), APP), [...OURS, 'shelves/0002-width']);
      assert.deepEqual({ ...(await store.sql.query('SELECT * FROM shelf'))[0] }, { id: 7, width: 0 });
    });

    it('U20 runs a plugin behind those that it needs, whatever its numbers are', async () => {
      const [shelves, books] = [fixture('second'), { ...fixture('first'), name: 'books' }];
      const names = (await (await Migrator.load(store, [shelves, books, APP])).pending()).filter((name) => !name.startsWith('app/'));
      assert.deepEqual(names, ['shelves/0001-shelf', 'shelves/0002-width', 'books/0001-shelf']);
    });

    it('runs each once when two processes start at the same time', async () => {
      const migrators = await Promise.all([store, open()].map((each) => Migrator.load(each, [APP])));
      const done = await Promise.all(migrators.map((migrator) => migrator.up()));
      assert.deepEqual(done.flat(), OURS);
      assert.deepEqual(await tables(), TABLES);
    });

    it('refuses a database that a newer version has changed', async () => {
      await up(fixture('second'));
      await assert.rejects(
        up(fixture('first')),
        /was changed by a newer version of the plugin shelves \(migration shelves\/0002-width\): start that/,
      );
    });

    it('leaves alone what a plugin did that is not enabled now', async () => {
      await up(fixture('second'), APP);
      assert.deepEqual(await up(APP), []);
    });

    it('records nothing of a migration that failed, and runs it again', async () => {
      process.env['FAIL_0002'] = '1';
      try {
        await up(fixture('first'));
        await assert.rejects(up(fixture('second')), /0002 fails/);
      } finally {
        delete process.env['FAIL_0002'];
      }
      const names = (await store.sql.query('SELECT name FROM migration')).map((row) => row['name']);
      assert.deepEqual(names, ['shelves/0001-shelf']);
      if (store.sql.dialect === 'sqlite') assert.deepEqual(await up(fixture('second')), ['shelves/0002-width']);
    });
  });
}

describe('migration files', () => {
  const store = new SqliteStore(path.join(temporaryDirectory(), 'foyer.db'), options());
  after(() => store.close());

  it('must be named by number', async () => {
    await assert.rejects(Migrator.load(store, [fixture('wrong-name')]), /shelf\.ts must be named like 0001-foundation/);
  });

  it('must export up and down', async () => {
    await assert.rejects(Migrator.load(store, [fixture('wrong-export')]), /0001-shelf\.ts must export \{ up, down \} by default/);
  });
});
