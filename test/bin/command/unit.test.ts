import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { foyer } from '../../support/command.ts';

describe('bin/command/unit', function () {
  this.timeout(60_000);
  let directory: string;

  beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'))));
  afterEach(() => fs.rmSync(directory, { recursive: true }));

  const at = (file: string): string => path.join(directory, file);
  const read = (file: string): string => fs.readFileSync(at(file), 'utf8');
  const unit = (...args: readonly string[]) => foyer(['unit', ...args, '--dir', directory]);

  it('writes a unit into the folder of --dir, and what that lacks beside it', async () => {
    fs.writeFileSync(at('package.json'), '{ "name": "shop", "scripts": { "test": "mine" } }');
    const { code, stdout } = await unit('new', 'word-list');
    assert.equal(code, 0);
    assert.match(stdout, /plugins\/word-list\/test\/word-list\.test\.ts/);
    assert.match(read('plugins/word-list/app/router.ts'), /controller\.wordList\.add/);
    assert.match(read('plugins/word-list/app/error.ts'), /word_list_full/);
    const { name, type, scripts } = JSON.parse(read('package.json')) as { name: string; type: string; scripts: Record<string, string> };
    assert.deepEqual([name, type, scripts['test'], scripts['dev']], ['shop', 'module', 'mine', 'foyer dev']);
  });

  it('overwrites nothing', async () => {
    fs.writeFileSync(at('tsconfig.json'), '{}');
    await unit('new', 'note');
    fs.writeFileSync(at('plugins/note/rule.ts'), 'mine');
    const { code, stderr } = await unit('new', 'note');
    assert.equal(code, 2);
    assert.match(stderr, /plugins\/note is there already: choose another name/);
    assert.deepEqual([read('plugins/note/rule.ts'), read('tsconfig.json')], ['mine', '{}']);
  });

  it('refuses what cannot be a name, and says how one looks', async () => {
    const { code, stderr } = await unit('new', 'Word List');
    assert.equal(code, 2);
    assert.match(stderr, /a unit is named like note or word-list/);
    assert.ok(!fs.existsSync(at('plugins')));
  });
});
