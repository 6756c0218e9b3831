import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { codeBlocks, foldersIn, readPage, withAbsoluteImports } from './page.ts';

/** Folders that a checkout has and a repository has not. */
const MADE = new Set(['node_modules', 'dist', 'dist-next', 'coverage', 'data']);

const page = readPage('README.md');

describe('README.md', () => {
  it('shows where every folder is', () => {
    const [, house = ''] = /## The house([\s\S]*?)\n## /.exec(page) ?? [];
    const folders = foldersIn('.').filter((name) => !name.startsWith('.') && !MADE.has(name));
    assert.deepEqual(
      folders.filter((name) => !house.includes(`${name}/`)),
      [],
    );
  });

  it('shows every plugin and every folder of app/ that is not just as in Egg', () => {
    const missing = ['app', 'plugins'].flatMap((parent) => foldersIn(parent).filter((name) => !page.includes(`${name}/`)));
    assert.deepEqual(missing, ['extend', 'middleware']);
  });

  it('shows a client that compiles: it is the file that the type check sees', () => {
    const file = 'test/docs/readme-client.ts';
    const [shown = ''] = codeBlocks(page, 'ts');
    assert.equal(withAbsoluteImports(shown, 'README.md'), withAbsoluteImports(readPage(file).trimEnd(), file));
  });

  it('and the pages of the screens name the browsers that the build is made for', () => {
    const { browserslist } = JSON.parse(readPage('package.json')) as { browserslist: string[] };
    const [chrome, edge, firefox, safari, ios] = browserslist.map((one) => one.replace(/^.*>= /, ''));
    assert.deepEqual([edge, ios], [chrome, safari]);
    for (const name of ['README.md', 'docs/widget.md', 'docs/screens.md'])
      assert.ok(readPage(name).includes(`Chrome or Edge ${chrome}, Firefox ${firefox}, or Safari ${safari}`), name);
  });

  it('begins with the two commands that package.json has', () => {
    const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
    const [commands = ''] = codeBlocks(page, '');
    for (const [, name = ''] of commands.matchAll(/npm (start|test)/g)) assert.ok(Object.hasOwn(scripts, name), name);
    assert.equal(commands, 'npm ci && npm start\nnpm ci && npm test');
  });

  it('starts as docs/operations.md tells to start it', () => {
    const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
    const told = [...readPage('docs/operations.md').matchAll(/node (--.*|dist)\S* start$/gm)].map(([command]) => command);
    assert.deepEqual(new Set(told), new Set([scripts['start']]));
  });
});
