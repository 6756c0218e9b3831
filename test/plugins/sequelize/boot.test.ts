import assert from 'node:assert/strict';
import { Application, type AppConfig, type DeepPartial } from '#kernel';
import { migrate, pendingMigrations } from '../../../plugins/sequelize/migrate.ts';
import { storeOf } from '../../../plugins/sequelize/store-of.ts';
import { bootApp } from '../../support/app.ts';
import { sharedMariadb } from '../../support/mariadb.ts';
import { freePort } from '../../support/child.ts';
import { temporaryDirectory } from './support.ts';

type Settings = DeepPartial<AppConfig>;

/** The whole application on an empty directory, without its gateway. */
async function load(config: Settings = {}): Promise<Application> {
  const sequelize = { dataDir: temporaryDirectory(), ...config.sequelize };
  return Application.load({ baseDir: process.cwd(), env: 'unittest', config: { ...config, gateway: { enable: false }, sequelize } });
}

/** The one message with which a boot is refused. */
async function refusal(config: Settings): Promise<string> {
  const app = await load(config);
  const error = await app.ready().then(
    () => assert.fail('it started'),
    (thrown: unknown) => thrown as Error,
  );
  return error.message;
}

describe('boot of the database', () => {
  for (const name of ['SQLite', 'MariaDB']) {
    it(`brings raw SQL, models and health on ${name}`, async () => {
      const app = await load(name === 'SQLite' ? {} : { sequelize: { url: await (await sharedMariadb()).createDatabase() } });
      await app.ready();
      try {
        assert.equal(app.sql.dialect, name === 'SQLite' ? 'sqlite' : 'mysql');
        assert.deepEqual(await app.sqlHealth(), { ok: true });
        const session = await app.model.session.create({ userId: 7, role: 'user', expiresAt: 8 });
        const [row] = await app.sql.query('SELECT user_id, created_at FROM session WHERE id = ?', [session.id]);
        assert.deepEqual({ ...row }, { user_id: 7, created_at: session.createdAt });
      } finally {
        await app.close();
      }
      const health = await app.sqlHealth();
      assert.equal(health.ok, false);
      assert.ok(health.reason);
    });
  }

  describe('G106 a user of MariaDB who may not change tables', () => {
    const SOME = 'app/0012-rights';
    let root: string;
    let url: string;

    before(async () => {
      const server = await sharedMariadb();
      root = await server.createDatabase();
      const { pathname } = new URL(root);
      await server.query(`CREATE OR REPLACE USER writer@'%' IDENTIFIED BY 'pen'`);
      await server.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${pathname.slice(1)}.* TO writer@'%'`);
      url = root.replace('root@', 'writer:pen@');
    });

    it('is told on an empty database what must run, and by which command', async () => {
      const message = await refusal({ sequelize: { url } });
      assert.match(
        message,
        /^the user of mysql:\/\/writer@\S+ may not change its tables, and app\/0001-foundation, .*must: run `foyer migrate` with a DATABASE_URL whose/,
      );
      assert.doesNotMatch(message, /pen/);
    });

    it('starts and serves once all has run', async () => {
      const made = await load({ sequelize: { url: root } });
      assert.equal((await pendingMigrations(made)).at(0), 'app/0001-foundation');
      const again = await load({ sequelize: { url: root } });
      assert.equal((await migrate(again)).at(0), 'app/0001-foundation');
      const target = await bootApp({ databaseUrl: url });
      try {
        assert.equal((await target.api.post('/api/regChat', { username: 'writer', password: 'a-test-password' })).status, 200);
      } finally {
        await target.close();
      }
      assert.deepEqual(await pendingMigrations(await load({ sequelize: { url } })), []);
    });

    it('is told when one is pending, of a database that is in use', async () => {
      const store = storeOf(await load({ sequelize: { url: root } }));
      await store.sql.execute('DELETE FROM migration WHERE name = ?', [SOME]);
      await store.close();
      assert.match(await refusal({ sequelize: { url } }), new RegExp(`may not change its tables, and ${SOME} must: run`));
      assert.deepEqual(await pendingMigrations(await load({ sequelize: { url } })), [SOME]);
    });
  });

  it('gives each application its own models', async () => {
    const [first, second] = await Promise.all([load(), load()]);
    await Promise.all([first.ready(), second.ready()]);
    try {
      await first.model.invitation.create({ codeHash: 'a', expiresAt: 1 });
      const where = { codeHash: 'a' };
      assert.deepEqual([await first.model.invitation.count({ where }), await second.model.invitation.count({ where })], [1, 0]);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
  });

  it('refuses a second node on the same store', async () => {
    const dataDir = temporaryDirectory();
    const first = await load({ sequelize: { dataDir } });
    await first.ready();
    try {
      const message = await refusal({ sequelize: { dataDir, deadline: 200 } });
      assert.match(message, /another Foyer is running on this store .*: stop it, or set REDIS_URL and DATABASE_URL on all of them/);
      const command = await load({ sequelize: { dataDir, lock: false } });
      await command.ready();
      await command.close();
    } finally {
      await first.close();
    }
  });

  it('refuses Redis with SQLite', async () => {
    const message = await refusal({ redis: { url: 'redis://127.0.0.1:1' } });
    assert.match(message, /REDIS_URL is set, but not DATABASE_URL: .*Set DATABASE_URL=mysql:.*, or unset REDIS_URL/);
  });

  it('refuses a DATABASE_URL that does not work, without its password', async () => {
    const server = await sharedMariadb();
    const refusals: [url: string, text: RegExp][] = [
      ['postgres://me:secret@127.0.0.1/chat', /DATABASE_URL is no address of a MySQL/],
      [`mysql://me:secret@127.0.0.1:${await freePort()}/chat`, /DATABASE_URL .*nothing listens .*: start the database/],
      [`mysql://root:secret@127.0.0.1:${server.port}/chat`, /DATABASE_URL .*the user or the password is refused/],
      [`mysql://root@127.0.0.1:${server.port}/nowhere`, /DATABASE_URL .*there is no database nowhere: CREATE DATABASE/],
      ['mysql://me:secret@no-such-host.invalid/chat', /DATABASE_URL .*the host no-such-host\.invalid is not known/],
    ];
    for (const [url, text] of refusals) {
      const message = await refusal({ sequelize: { url } });
      assert.match(message, text);
      assert.doesNotMatch(message, /secret/);
    }
  });

  it('logs slow statements without their values', async () => {
    const app = await load({ sequelize: { slow: 0 } });
    const logged: object[] = [];
    const silent = { debug: () => undefined, info: () => undefined, error: () => undefined };
    await app.ready();
    app.logger = { ...silent, warn: (fields: object | string) => void (typeof fields === 'object' && logged.push(fields)) };
    try {
      await app.sequelize.query(`SELECT 'it''s a secret' AS a, 7 AS b`);
      await app.sql.query('SELECT ? AS a', ['secret']);
    } finally {
      await app.close();
    }
    assert.ok(logged.some((fields) => Reflect.get(fields, 'sql') === 'SELECT ? AS a, 7 AS b'));
    assert.ok(logged.some((fields) => Reflect.get(fields, 'sql') === 'SELECT ? AS a'));
    assert.doesNotMatch(JSON.stringify(logged), /secret/);
  });
});
