import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Application } from '#kernel';
import { foldersIn, plain, readPage, rowsUnder } from './page.ts';

const PAGE = 'docs/architecture.md';
const ROOT = path.join(import.meta.dirname, '../..');

const page = readPage(PAGE);

describe(PAGE, () => {
  let app: Application;
  let dataDir: string;

  before(async () => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-docs-'));
    app = await Application.load({ baseDir: ROOT, env: 'unittest', config: { sequelize: { dataDir }, gateway: { enable: false } } });
    await app.ready();
  });
  after(async () => {
    await app.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  it('has every table with its columns, as the migrations make them', async () => {
    const rows = rowsUnder(page, ['table', 'columns', 'keys, and what they are for']);
    const documented = rows.map(([table, columns = '']) => [plain(table), [...columns.matchAll(/`(\w+)`/g)].map(([, name]) => name)]);
    assert.deepEqual(Object.fromEntries(documented), await tablesOf(app));
  });

  it('shows what a request passes, in order', () => {
    const { coreMiddleware, middleware } = app.config;
    const way = [...coreMiddleware, ...middleware].map((name) => `\`${name}\``).join(' → ');
    assert.ok(page.includes(`\n${way} → the steps of its route`), way);
  });

  it('tells of every message on the bus', () => {
    const kinds = [...readPage('engine/bus.ts').matchAll(/readonly kind: '(\w+)'/g)].map(([, kind]) => kind);
    const rows = rowsUnder(page, ['message on the bus', 'says', 'when it is lost']);
    const documented = rows.flatMap(([names = '']) => [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    assert.deepEqual(new Set(documented), new Set(kinds));
  });

  it('tells what lives in every folder of app/', () => {
    const named = foldersIn('app').map((name) => `\`app/${name}/\``);
    assert.deepEqual(
      named.filter((name) => !page.includes(name)),
      [],
    );
  });
});

async function tablesOf({ sql }: Application): Promise<Record<string, string[]>> {
  const tables = await sql.query<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
  const columns = await Promise.all(tables.map(({ name }) => sql.query<{ name: string }>('SELECT name FROM pragma_table_info(?)', [name])));
  return Object.fromEntries(tables.map(({ name }, index) => [name, columns[index]?.map((column) => column.name) ?? []]));
}
