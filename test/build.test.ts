import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const run = promisify(execFile);

describe('build', function () {
  this.timeout(60_000);
  let directory: string;

  const at = (file: string): string => path.join(directory, file);
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true });
    fs.writeFileSync(at(file), text);
  };
  const build = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, ['build.mjs', ...args], { cwd: directory })).stdout;
  const inside = (name: string): string[] =>
    fs.readdirSync(at(name), { recursive: true, encoding: 'utf8' }).map((file) => path.join(name, file));
  /** Moves every file's time back, so that what is written next is newer whatever the clock's grain. */
  const age = (): void => {
    const hourAgo = new Date(Date.now() - 3_600_000);
    const own = fs.readdirSync(directory).filter((name) => name !== 'node_modules');
    const below = own.flatMap((name) => (fs.statSync(at(name)).isDirectory() ? inside(name) : []));
    for (const file of [...own, ...below]) fs.utimesSync(at(file), hourAgo, hourAgo);
  };

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-build-'));
    for (const file of ['build.mjs', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) fs.cpSync(path.join(root, file), at(file));
    fs.symlinkSync(path.join(root, 'node_modules'), at('node_modules'));
    write('kernel/index.ts', 'export const answer: number = 42;\n');
    write('bin/foyer.ts', "import { answer } from '#kernel';\n\nprocess.stdout.write(String(answer));\n");
    write('plugins/p/package.json', '{ "eggPlugin": { "name": "p" } }\n');
    write('plugins/p/README.md', '# p\n');
    write('web/shop/index.html', '<p>shop</p>\n');
  });

  afterEach(() => fs.rmSync(directory, { recursive: true }));

  it('gives JavaScript that runs, with its assets', async () => {
    assert.match(await build(), /^dist is built \(2 assets, [\d.]+ s\)\n$/);
    assert.equal((await run(process.execPath, ['dist/bin/foyer.js'], { cwd: directory })).stdout, '42');
    assert.ok(fs.existsSync(at('dist/plugins/p/package.json')));
    assert.ok(fs.existsSync(at('dist/web/shop/index.html')));
    assert.ok(!fs.existsSync(at('dist/plugins/p/README.md')));
    assert.ok(!fs.existsSync(at('dist-next')));
  });

  it('builds only when a source changed, came or went', async () => {
    await build();
    age();
    assert.equal(await build('--if-stale'), 'dist is up to date\n');
    write('kernel/index.ts', 'export const answer: number = 43;\n');
    assert.match(await build('--if-stale'), /^dist is built/);
    age();
    write('plugins/p/extra.json', '{}');
    assert.match(await build('--if-stale'), /^dist is built/);
    age();
    fs.rmSync(at('plugins/p/extra.json'));
    assert.match(await build('--if-stale'), /^dist is built/);
    assert.ok(!fs.existsSync(at('dist/plugins/p/extra.json')));
  });

  it('gives a loader that reads CommonJS compiled from an ES module, which tsx does by itself', async () => {
    for (const file of ['kernel/files.ts', 'kernel/error.ts']) fs.cpSync(path.join(root, file), at(file));
    write('old.cjs', "exports.__esModule = true;\nexports.default = 'unwrapped';\n");
    write(
      'bin/foyer.ts',
      "import { loadModule } from '../kernel/files.ts';\n\nprocess.stdout.write(String(await loadModule(process.argv[2] ?? '')));\n",
    );
    await build();
    assert.equal((await run(process.execPath, ['dist/bin/foyer.js', at('old.cjs')], { cwd: directory })).stdout, 'unwrapped');
  });

  it('keeps the old dist when the sources do not compile, and stays stale', async () => {
    await build();
    age();
    write('kernel/index.ts', "export const answer: number = 'no';\n");
    await assert.rejects(build('--if-stale'), /tsc -p tsconfig\.build\.json failed/);
    assert.equal((await run(process.execPath, ['dist/bin/foyer.js'], { cwd: directory })).stdout, '42');
    await assert.rejects(build('--if-stale'), /failed/);
  });

  it('starts afresh after one that was interrupted', async () => {
    write('dist-next/kernel/half.js', 'half a fi');
    write('dist/kernel/index.js', 'of a build whose last step never came');
    assert.match(await build('--if-stale'), /^dist is built/);
    assert.ok(!fs.existsSync(at('dist/kernel/half.js')));
    assert.equal((await run(process.execPath, ['dist/bin/foyer.js'], { cwd: directory })).stdout, '42');
  });

  it('uses the dist that is there when there is no compiler, and says what to do when there is none', async () => {
    await build();
    fs.rmSync(at('node_modules'));
    write('kernel/index.ts', 'export const answer: number = 44;\n');
    assert.equal(await build('--if-stale'), 'dist is used as it is: typescript is not installed\n');
    fs.rmSync(at('dist'), { recursive: true });
    await assert.rejects(build(), /run npm ci without --omit=dev/);
  });
});
