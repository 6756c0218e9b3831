import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Api } from '../support/api.ts';
import { Child, freePort } from '../support/child.ts';
import { Outside } from '../support/outside.ts';
import { installTypeScript } from '../support/package.ts';
import { until } from '../support/wait.ts';
import { reasonOf } from '#kernel';
import { readPage } from '../docs/page.ts';

const [, WALK = ''] = /\n## Your own\n([\s\S]*?)\n## /.exec(readPage('docs/plugins.md')) ?? [];

/** What must not compile outside, with what the compiler finds in it. */
const MISTAKES: readonly (readonly [code: string, found: RegExp])[] = [
  [`app.config.moderation.wrods;`, /'wrods' does not exist/],
  [`app.createAnonymousContext().service.nite.list(1);`, /'nite' does not exist/],
  [`app.createAnonymousContext().service.note.add('1', 'text');`, /'string' is not assignable to parameter of type 'number'/],
  [`fail('moderation_wrod');`, /"moderation_wrod"' is not assignable/],
  [`app.chat.hooks.on('x', 'beforSend', () => undefined);`, /"beforSend"' is not assignable/],
  [`app.step.acess();`, /'acess' does not exist/],
  [`defineConfig({ group: { membres: 1 } });`, /'membres' does not exist/],
];

describe('exports', function () {
  this.timeout(120_000);
  let outside: Outside;

  before(() => {
    outside = new Outside();
  });
  after(() => outside.remove());

  /** A line of the page; packages are there already, or are linked. */
  const type = async (line: string): Promise<void> => {
    if (line === 'npm install --save-dev typescript') installTypeScript(outside.directory);
    else if (!line.startsWith('npm install')) await outside.shell(line);
  };

  const typeAll = async (lines: string): Promise<void> => {
    for (const line of lines.split('\n')) await type(line);
  };

  it('takes a stranger from nothing to a moderated chat, as docs/plugins.md tells it', async () => {
    const steps = WALK.matchAll(/(?:^`([\w./-]+\.ts)`\n)?```(?:ts)?\n([\s\S]*?)\n```/gm);
    const port = await freePort();
    let dev: Child | undefined;
    try {
      for (const [, file, text = ''] of steps) {
        if (file !== undefined) outside.write(file, `${text}\n`);
        else if (text === 'npm run dev') dev = await serve(port);
        else await typeAll(text);
      }
      assert.ok(dev, 'the page starts a server');
      await starts(dev, 2);
      assert.deepEqual(await said(port, ['hello', 'darn it', 'blast']), [undefined, 'moderation_word', 'moderation_word']);
    } finally {
      await dev?.stop();
    }
    assert.equal(dev.exitCode, 0, dev.output);
    await type('npm run types');
  });

  it('refuses typing mistakes in what Foyer and the units of the folder bring', async () => {
    const head = `import { fail } from '@foyer-chat/foyer/app';\nimport { defineConfig, type Application } from '@foyer-chat/foyer/kernel';\n\ndeclare const app: Application;\n`;
    outside.write('app/mistakes.ts', head + MISTAKES.map(([code]) => `${code}\n`).join(''));
    const failure = await outside.shell('npx tsc').catch(reasonOf);
    fs.rmSync(outside.at('app/mistakes.ts'));
    const first = head.split('\n').length;
    for (const [index, [code, found]] of MISTAKES.entries()) {
      const line = failure.split('\n').find((each) => each.startsWith(`app/mistakes.ts(${first + index},`));
      assert.match(line ?? 'it compiles', found, code);
    }
  });

  const serve = async (port: number): Promise<Child> => {
    const env = { ...outside.environment(), PORT: String(port) };
    const child = Child.start(process.execPath, ['node_modules/@foyer-chat/foyer/dist/bin/foyer.js', 'dev'], {
      cwd: outside.directory,
      env,
    });
    await starts(child, 1);
    const page = await (await fetch(`http://127.0.0.1:${port}/app`)).text();
    assert.match(page, /<div id="app">/, 'the screens are built');
    return child;
  };

  /** Waits until it has started so many times; a change starts it anew. */
  const starts = (child: Child, times: number): Promise<boolean> =>
    until(() => child.output.split('Foyer serves at').length > times, { within: 30_000, message: () => child.output });

  /** The codes by which texts to a friend are refused, over HTTP. */
  const said = async (port: number, texts: readonly string[]): Promise<(string | undefined)[]> => {
    const api = new Api(`http://127.0.0.1:${port}`);
    const { token } = (await api.post<{ token: string }>('/api/visitorRegister', { deviceId: crypto.randomUUID(), timestamp: Date.now() }))
      .data;
    const { kefu } = (await api.get<{ kefu: { id: number } }>('/api/demo')).data;
    const codes = [];
    for (const data of texts) {
      const draft = { sendto_id: kefu.id, chatType: 'single', type: 'text', data };
      codes.push((await api.as(token).post('/api/chat/socket/sendmessage', draft)).code);
    }
    return codes;
  };
});
