import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Manifest } from '../../../bin/backup/manifest.ts';
import { restoreBackup } from '../../../bin/backup/restore.ts';
import { writeBackup } from '../../../bin/backup/write.ts';
import type { Place } from '../../../bin/place.ts';
import { bootApp, serveApp, type TestApp } from '../../support/app.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import type { TestUser } from '../../support/factory.ts';
import { until } from '../../support/wait.ts';

describe('foyer backup and restore', function () {
  this.timeout(120_000);
  const target = serveApp();
  let folder: string;
  let ann: TestUser;
  let bob: TestUser;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-backup-'));
    [ann, bob] = await Promise.all([createOpenUser(target), createOpenUser(target)]);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const run = (args: readonly string[], dataDir: string, env: Record<string, string> = {}): Promise<CommandResult> =>
    foyer(args, { env: { DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env } });

  const placeIn = (dataDir: string): Place => ({
    database: path.join(dataDir, 'foyer.db'),
    uploads: path.join(dataDir, 'uploads'),
    elsewhere: [],
  });

  const said = async ({ app }: TestApp): Promise<ReadonlySet<string>> => {
    const rows = await app.sql.query<{ data: string }>('SELECT data FROM message WHERE sender_id = ?', [ann.id]);
    return new Set(rows.map(({ data }) => data));
  };

  /** A file of a user, as the folder has it. */
  const keep = (key: string, text: string): void => {
    const file = path.join(target.dataDir, 'uploads', key);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text, { mode: 0o600 });
  };

  it('G110 a backup while messages fly holds all that was acknowledged before; restored elsewhere it serves it, with its files', async () => {
    const backup = path.join(folder, 'whole');
    keep('2f/2f99bf9c', 'a file');
    const acknowledged: string[] = [];
    const over = new AbortController();
    const writing = (async () => {
      for (let n = 0; !over.signal.aborted; n += 1)
        if ((await post(target, ann, { to: bob.id, data: `text ${n}` })).status === 200) acknowledged.push(`text ${n}`);
    })();
    await until(() => acknowledged.length > 20);
    const before = [...acknowledged];
    const { code, stdout, stderr } = await run(['backup', backup, '--json'], target.dataDir);
    over.abort();
    await writing;
    assert.deepEqual([code, stderr], [0, '']);
    const told = JSON.parse(stdout) as Manifest;
    assert.deepEqual([told.files?.count, told.database?.rows['user']], [1, 2]);
    assert.ok(acknowledged.length > before.length, 'messages were flying');
    for (const name of fs.readdirSync(backup, { recursive: true, withFileTypes: true })) {
      const { mode } = fs.statSync(path.join(name.parentPath, name.name));
      assert.equal(mode & 0o077, 0, name.name);
    }

    const dataDir = path.join(folder, 'restored');
    const restored = await run(['restore', backup], dataDir);
    assert.deepEqual([restored.code, restored.stderr], [0, '']);
    assert.match(restored.stdout, /, and whole\n/);
    assert.equal(fs.statSync(path.join(dataDir, 'foyer.db')).mode & 0o777, 0o600);
    const second = await bootApp({ dataDir });
    try {
      const there = await said(second);
      assert.deepEqual(
        before.filter((text) => !there.has(text)),
        [],
      );
      assert.equal(fs.readFileSync(path.join(dataDir, 'uploads/2f/2f99bf9c'), 'utf8'), 'a file');
      assert.equal((await post(second, ann, { to: bob.id, data: 'after' })).status, 200);
      // Where a server runs nothing is restored, and nothing over what is there.
      assert.match((await run(['restore', backup], dataDir)).stderr, /^foyer: a Foyer is running on /);
    } finally {
      await second.close();
    }
    await assert.rejects(restoreBackup(backup, placeIn(dataDir)), /foyer\.db is there already: a restore replaces nothing/);
    await assert.rejects(writeBackup(backup, placeIn(target.dataDir)), /is not empty/);
    const within = path.join(target.dataDir, 'uploads', 'backup');
    await assert.rejects(writeBackup(within, placeIn(target.dataDir)), /lies in .*uploads, which is backed up/);
    const half = path.join(folder, 'half');
    await assert.rejects(writeBackup(half, placeIn(path.join(folder, 'nowhere'))), /there is no database at /);
    assert.equal(fs.existsSync(half), false);
  });

  it('G110 a backup that was changed is not restored, and leaves nothing', async () => {
    const backup = path.join(folder, 'changed');
    await writeBackup(backup, placeIn(target.dataDir));
    const [file = ''] = fs
      .readdirSync(path.join(backup, 'uploads'), { recursive: true })
      .map(String)
      .filter((name) => name.includes('/'));
    fs.writeFileSync(path.join(backup, 'uploads', file), 'another');
    const dataDir = path.join(folder, 'nothing');
    const restore = (from: string): Promise<unknown> => restoreBackup(from, placeIn(dataDir));
    await assert.rejects(restore(backup), /^Error: uploads\/\S+ is not what was backed up/);
    assert.deepEqual(fs.readdirSync(dataDir), ['foyer.db.lock']);
    fs.appendFileSync(path.join(backup, 'SHA256SUMS'), `${'0'.repeat(64)}  uploads/../../evil\n`);
    await assert.rejects(restore(backup), /SHA256SUMS was changed/);
    await assert.rejects(restore(folder), /is no backup that this version knows/);
  });

  it('G110 a backup without what its manifest counts, or with more, is not restored, nor what links lead to', async () => {
    const backup = path.join(folder, 'counted');
    keep('3a/3a99bf9c', 'another file');
    await writeBackup(backup, placeIn(target.dataDir));
    const manifest = path.join(backup, 'manifest.json');
    const whole = JSON.parse(fs.readFileSync(manifest, 'utf8')) as Manifest;
    const restore = (): Promise<unknown> => restoreBackup(backup, placeIn(path.join(folder, 'counted-nothing')));
    const { count, bytes } = whole.files ?? assert.fail('no files');
    for (const change of [{ files: null }, { files: { count: 0, bytes: 0 } }, { files: { count, bytes: bytes + 1 } }, { database: null }]) {
      fs.writeFileSync(manifest, JSON.stringify({ ...whole, ...change }));
      await assert.rejects(restore(), /manifest counts/, JSON.stringify(change));
    }
    fs.writeFileSync(manifest, JSON.stringify(whole));
    for (const linked of ['uploads', 'foyer.db']) {
      const [there, elsewhere] = [path.join(backup, linked), path.join(folder, `elsewhere-${linked}`)];
      fs.renameSync(there, elsewhere);
      fs.symlinkSync(elsewhere, there);
      await assert.rejects(restore(), /is not what was backed up: it is no file, or leads elsewhere/, linked);
      fs.rmSync(there);
      fs.renameSync(elsewhere, there);
    }
    await restore();
  });

  it('G110 says what is not in it where the database is a server’s, and how that is backed up', async () => {
    const backup = path.join(folder, 'files');
    const env = { DATABASE_URL: 'mysql://foyer:hunter2@db.example:3307/chat' };
    const { code, stdout, stderr } = await run(['backup', backup], target.dataDir, env);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(
      stdout,
      /^not in it: .*`mariadb-dump --single-transaction --hex-blob -h db\.example -P 3307 -u foyer -p chat > foyer\.sql`/m,
    );
    assert.doesNotMatch(stdout, /hunter2/);
    assert.deepEqual(fs.readdirSync(backup).toSorted(), ['SHA256SUMS', 'manifest.json', 'uploads']);
    const dataDir = path.join(folder, 'files-restored');
    await restoreBackup(backup, { ...placeIn(dataDir), database: undefined });
    assert.ok(fs.readdirSync(path.join(dataDir, 'uploads'), { recursive: true }).length > 0);
    await assert.rejects(
      restoreBackup(path.join(folder, 'whole'), { ...placeIn(dataDir), database: undefined }),
      /DATABASE_URL names a server/,
    );
  });
});
