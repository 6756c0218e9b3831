import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Application } from '#kernel';
import { Api } from '../support/api.ts';
import { foyerSocket } from '../support/socket.ts';
import { plain, readPage, rowsUnder, withAbsoluteImports } from './page.ts';

const PAGE = 'docs/plugins.md';
const ROOT = path.join(import.meta.dirname, '../..');
const EXAMPLE = path.join(import.meta.dirname, 'plugin-example');
/** Where the example stands on the page. */
const DOCUMENTED = 'plugins/wordlist';

interface Account {
  readonly id: number;
  readonly token: string;
}

const page = readPage(PAGE);

describe(PAGE, () => {
  it('names the hooks that there are', () => {
    const [, events = ''] = /interface HookEvents \{([\s\S]*?)\n\}/.exec(readPage('app/messaging/hooks.ts')) ?? [];
    const hooks = [...events.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    const rows = rowsUnder(page, ['hook', 'when', 'what a listener may do']);
    assert.deepEqual(
      rows.map(([name]) => plain(name)),
      hooks,
    );
  });

  it('names the boot hooks in their order', () => {
    const [, boot = ''] = /interface Boot \{([\s\S]*?)\n\}/.exec(readPage('kernel/lifecycle.ts')) ?? [];
    const hooks = [...boot.matchAll(/^ {2}(\w+)\?\(/gm)].map(([, name]) => name);
    const rows = rowsUnder(page, ['hook', 'what for']);
    assert.deepEqual(
      rows.map(([name]) => plain(name)),
      hooks,
    );
  });

  it('shows the files of the example as they are, and all of them', () => {
    const [, whole = ''] = /\n## A whole one\n([\s\S]*)/.exec(page) ?? [];
    const shown = new Map(
      [...whole.matchAll(/^`([\w./-]+\.ts)`.*\n```ts\n([\s\S]*?)\n```$/gm)].map(([, file = '', text = '']) => [file, text]),
    );
    assert.deepEqual(new Set(shown.keys()), new Set(files().map(documentedName)));
    for (const file of files()) {
      const name = documentedName(file);
      assert.equal(
        withAbsoluteImports(shown.get(name) ?? '', name),
        withAbsoluteImports(read(file), path.posix.join(DOCUMENTED, file)),
        name,
      );
    }
  });

  it('shows an example that compiles', function () {
    this.timeout(60_000);
    const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '--noEmit', '-p', EXAMPLE], { cwd: ROOT });
    assert.equal(status, 0, String(stdout));
  });

  describe('the example in a running server', () => {
    let app: Application;
    let dataDir: string;
    let url: string;
    let api: Api;

    before(async () => {
      dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-docs-'));
      app = await Application.load({
        baseDir: ROOT,
        env: 'unittest',
        // By its path: to import it would add its types to those of Foyer.
        plugins: { wordlist: { path: EXAMPLE, dependencies: ['sequelize', 'validate'] } },
        config: { sequelize: { dataDir } },
      });
      await app.ready();
      const { port } = (await app.start(0, '127.0.0.1')).address() as AddressInfo;
      url = `http://127.0.0.1:${port}`;
      api = new Api(url);
    });
    after(async () => {
      await app.close();
      fs.rmSync(dataDir, { recursive: true, force: true });
    });

    it('changes a message on its way, keeps count, and answers on its route', async () => {
      const writer = await register(api, 'writer');
      const reader = await register(api, 'reader');
      const draft = { sendto_id: reader.id, chatType: 'single', type: 'text', data: 'darn, darn' };
      const sent = await api.as(writer.token).post<{ data: string }>('/api/chat/socket/sendmessage', draft);
      assert.equal(sent.data.data, '****, ****');
      const hits = await api.as(reader.token).get('/api/wordlist/hits?limit=5');
      assert.deepEqual(hits.data, [{ word: 'darn', hits: 1 }]);
    });

    it('says what it holds of a user, who takes it along, and whose erasure takes it', async () => {
      const [writer, reader] = [await register(api, 'owner'), await register(api, 'other')];
      const draft = { sendto_id: reader.id, chatType: 'single', type: 'text', data: 'darn' };
      for (const { token } of [writer, reader])
        await api.as(token).post('/api/chat/socket/sendmessage', { ...draft, sendto_id: reader.id });
      const held = app.people.sections.find(({ name }) => name === 'wordlist_hits');
      assert.ok(held && 'sql' in held);
      const rows = await app.sql.query(held.sql, [writer.id, 0, 10]);
      assert.deepEqual(
        rows.map(({ word }) => word),
        ['darn'],
      );
      await app.sql.transaction((tx) => app.people.erase(tx, { userId: writer.id, now: Date.now() }));
      assert.deepEqual(await app.sql.query(held.sql, [writer.id, 0, 10]), []);
    });

    it('refuses a message with a failure of its own, in both languages', async () => {
      const [writer, reader] = [await register(api, 'angry'), await register(api, 'calm')];
      const draft = { sendto_id: reader.id, chatType: 'single', type: 'text', data: 'blast!' };
      const refused = async (language: string) => {
        const { status, code, data } = await api
          .as(writer.token)
          .with({ 'accept-language': language })
          .post('/api/chat/socket/sendmessage', draft);
        return [status, code, data];
      };
      assert.deepEqual(await refused('zh'), [400, 'word_banned', '不能发送“blast”']);
      assert.deepEqual(await refused('en'), [400, 'word_banned', '“blast” is not allowed here']);
    });

    it('answers a frame of its own, and is run by the clock', async () => {
      const { token } = await register(api, 'asker');
      const socket = await foyerSocket({ socketUrl: `${url.replace('http', 'ws')}/ws` }, token);
      socket.raw.send(JSON.stringify({ op: 'wordlist', ref: 7 }));
      const answer = await socket.next((frame) => 'hits' in frame);
      assert.deepEqual(answer, { op: 'wordlist', ref: 7, hits: [{ word: 'darn', hits: 1 }] });
      await socket.close();
      assert.ok(app.scheduler.names.includes('report'));
    });

    it('has its parameters checked and its route closed to strangers', async () => {
      const { token } = await register(api, 'curious');
      assert.equal((await api.as(token).get('/api/wordlist/hits?limit=many')).code, 'input_type');
      assert.equal((await api.get('/api/wordlist/hits')).code, 'token_missing');
    });
  });
});

async function register(api: Api, username: string): Promise<Account> {
  const { data } = await api.post<Account>('/api/regChat', { username, password: 'secret-word' });
  return data;
}

function files(): string[] {
  const names = fs.readdirSync(EXAMPLE, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => name.split(path.sep).join('/'));
}

function read(file: string): string {
  return fs.readFileSync(path.join(EXAMPLE, file), 'utf8').trimEnd();
}

function documentedName(file: string): string {
  return path.posix.join(DOCUMENTED, file);
}
