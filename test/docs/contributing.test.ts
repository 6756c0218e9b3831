import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readPage } from './page.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...fs.readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

const page = readPage('CONTRIBUTING.md');
const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };

describe('CONTRIBUTING.md', () => {
  it('and every other page name commands and test files that exist', () => {
    const missing = PAGES.flatMap((name) => {
      const text = readPage(name);
      const commands = Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, command = '']) => command);
      const tests = Array.from(text.matchAll(/npx mocha (\S+\.ts)/g), ([, file = '']) => file);
      return [
        ...commands.filter((command) => !Object.hasOwn(scripts, command)),
        ...tests.filter((file) => !fs.existsSync(path.join(ROOT, file))),
      ].map((what) => `${name}: ${what}`);
    });
    assert.deepEqual(missing, []);
  });

  it('says what the linter holds', () => {
    const { rules } = JSON.parse(readPage('.oxlintrc.json')) as { rules: Record<string, [string, number & { max: number }]> };
    const [lines, perFunction, params, depth] = ['max-lines', 'max-lines-per-function', 'max-params', 'max-depth'].map(
      (name) => rules[name]?.[1],
    );
    assert.ok(
      page.includes(`At most ${lines?.max} lines in a file, ${perFunction?.max} in a function, ${params} parameters, ${depth} levels`),
    );
  });

  it('names a Node that package.json takes', () => {
    const { engines } = JSON.parse(readPage('package.json')) as { engines: { node: string } };
    const oldest = engines.node.replace('>=', '');
    assert.ok(page.includes(`${oldest} is the oldest`));
    assert.ok(Number(readPage('.nvmrc')) >= Number.parseInt(oldest, 10));
  });
});
