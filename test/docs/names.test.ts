import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { Application } from '#kernel';
import { catalogue } from '../../app/error.ts';
import { INSTALLATION } from '../../bin/application.ts';
import { UnitCommands } from '../../bin/unit-commands.ts';
import { readEnv } from '../../config/env.ts';
import { plain, readPage, rowsUnder } from './page.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** Of other programs, of this process, or no variable at all. */
const FOREIGN = new Set([
  'NODE_ENV',
  'UV_THREADPOOL_SIZE',
  'TEST_COUNTS',
  'TMPDIR',
  'FOYER_URL',
  'FOYER_CONFIG',
  'FOYER_SHOTS',
  'GET_LOCK',
]);
const VARIABLE = /`([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)(?:=[^`]*)?`/g;
const KEY = /`([a-z][A-Za-z]*(?:\.(?!ts`|vue`)[A-Za-z][A-Za-z\d]*)+)`/g;
const COMMAND = /(?:`foyer|npm run foyer --) ([a-z]+)/g;
const CODE = /"code":"(\w+)"/g;

const pages = ['README.md', 'CONTRIBUTING.md', ...find('docs'), ...find('plugins').filter((name) => name.endsWith('README.md'))].filter(
  // A decision tells how it was; the changelog is not among them for the same reason.
  (name) => !name.startsWith('docs/decisions/'),
);

describe('documentation names what exists', () => {
  it('codes of failures', () =>
    assert.deepEqual(
      missing(CODE, (code) => catalogue.find(code) !== undefined),
      [],
    ));

  it('commands', async () => {
    const help = readPage('bin/command/help.ts');
    const { usages } = await UnitCommands.load(INSTALLATION);
    const ofUnits = new Set(usages.map(({ usage }) => usage.split(' ')[0]));
    assert.deepEqual(
      missing(COMMAND, (name) => ofUnits.has(name) || new RegExp(`'${name}\\b`).test(help)),
      [],
    );
  });

  it('variables of the environment', () => {
    const known = new Set(Object.keys(readEnv({})));
    assert.deepEqual(
      missing(VARIABLE, (name) => known.has(name) || FOREIGN.has(name) || name.startsWith('FOYER_')),
      [],
    );
  });

  it('keys of the configuration', async () => {
    const { config } = await Application.load({ baseDir: ROOT, env: 'none' });
    const documented = rowsUnder(readPage('docs/configuration.md'), ['key', 'default', 'meaning']).map(([key]) => plain(key));
    const sections = new Set(documented.map((key) => key.split('.')[0]));
    const isKey = (key: string): boolean => documented.some((one) => one === key || one.startsWith(`${key}.`)) || has(config, key);
    assert.deepEqual(
      missing(KEY, (key) => !sections.has(key.split('.')[0]) || isKey(key)),
      [],
    );
  });
});

/** What the pages name and nothing knows, with its page. */
function missing(pattern: RegExp, isKnown: (name: string) => boolean): string[] {
  return pages.flatMap((page) => {
    const names = new Set(Array.from(readPage(page).matchAll(pattern), ([, name = '']) => name));
    return [...names].filter((name) => !isKnown(name)).map((name) => `${page}: ${name}`);
  });
}

function has(value: object, key: string): boolean {
  let current: unknown = value;
  for (const part of key.split('.')) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return false;
    current = Reflect.get(current, part);
  }
  return true;
}

function find(folder: string): string[] {
  const names = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}
