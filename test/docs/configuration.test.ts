import assert from 'node:assert/strict';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, it } from 'mocha';
import { Application } from '#kernel';
import { KEYS, readEnv, type Env } from '../../config/env.ts';
import { plain, pluginPages, readPage, rowsUnder } from './page.ts';

const PAGE = 'docs/configuration.md';
const NONE = '–';
const ROOT = path.join(import.meta.dirname, '../..');
const OWN = new Set(['name', 'env', 'baseDir']);

const page = readPage(PAGE);
const defaults = readEnv({});

/** Leaves of a configuration by dotted key. */
type Leaves = Map<string, unknown>;

describe(PAGE, () => {
  it('names every environment variable, and no other, with its default', () => {
    const rows = rowsUnder(page, ['variable', 'default', 'meaning']);
    assert.deepEqual(sorted(rows.map(([name]) => plain(name))), sorted(Object.keys(defaults)));
    for (const [name, value, meaning] of rows) assertDefault(plain(name) as keyof Env, plain(value), meaning);
  });

  it('names every key of the configuration, and no other, with its default', async () => {
    const leaves = await leavesOf('none');
    const rows = [page, ...pluginPages()].flatMap((one) => rowsUnder(one, ['key', 'default', 'meaning']));
    // A key without a value is no key yet: only the source knows it.
    const documented = rows.map(([key, value]) => [plain(key), valueOf(plain(value))]);
    assert.deepEqual(sorted(documented.filter(([, value]) => value !== undefined)), sorted([...leaves]));
    for (const [key, value, meaning] of rows) {
      if (Object.hasOwn(defaults, plain(value))) assert.equal(KEYS[plain(value) as keyof typeof KEYS], plain(key));
      assert.notEqual(meaning, '', key);
    }
  });

  it('says of every variable that a key has from it', () => {
    const rows = rowsUnder(page, ['key', 'default', 'meaning']);
    for (const [name, key] of Object.entries(KEYS)) {
      const row = rows.find((cells) => plain(cells[0]) === key);
      assert.ok(plain(row?.[1]) === name || row?.[2]?.includes(`\`${name}\``), name);
    }
  });

  it('names what each environment changes', async () => {
    const base = await leavesOf('none');
    const rows = [page, ...pluginPages()].flatMap((one) => rowsUnder(one, ['environment', 'key', 'value']));
    const documented = rows.map(([name, key, value]) => [plain(name), plain(key), valueOf(plain(value))]);
    const changes: unknown[][] = [];
    for (const name of ['local', 'unittest', 'prod']) {
      for (const [key, value] of await leavesOf(name)) if (!isSame(value, base.get(key))) changes.push([name, key, value]);
    }
    assert.deepEqual(sorted(documented), sorted(changes));
  });

  it('is matched by .env.example: every variable, and examples that the server takes', async () => {
    const example = readPage('.env.example').replace(/^# (?=[A-Z_]+=)/gm, '');
    const variables = parseEnv(example);
    const [own, named] = split(Object.keys(variables), (name) => name.startsWith('FOYER_'));
    assert.deepEqual(sorted(named), sorted(Object.keys(defaults)));
    assert.doesNotThrow(() => readEnv(variables));
    assert.ok(own.includes('FOYER_SERVER__PROXY'));
    assert.match(example, /tokens of the visitors[^\n]*JWT[^\n]*HS256[^\n]*\n#? ?VISITOR_IDENTITY_SECRET=/);
    await Application.load({ baseDir: ROOT, env: 'prod', settings: { variables } });
    assert.equal(Object.keys(parseEnv(readPage('.env.example'))).length, 0, 'a copy of .env.example must change nothing');
  });
});

function assertDefault(name: keyof Env, documented: string, meaning: string | undefined): void {
  const fallback = defaults[name];
  const isNothing = fallback === undefined || fallback === '' || (Array.isArray(fallback) && fallback.length === 0);
  assert.equal(documented === NONE, isNothing, name);
  if (!isNothing) assert.deepEqual(readEnv({ [name]: documented })[name], fallback, name);
  assert.notEqual(meaning, '', name);
}

/** Everything that the files of the application and its plugins say for an environment; nothing is started. */
async function leavesOf(name: string): Promise<Leaves> {
  const app = await Application.load({ baseDir: ROOT, env: name });
  const leaves: Leaves = new Map();
  collect(app.config, '', leaves);
  for (const key of OWN) leaves.delete(key);
  return leaves;
}

function collect(value: unknown, key: string, leaves: Leaves): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    leaves.set(key, value);
    return;
  }
  for (const [name, child] of Object.entries(value)) collect(child, key === '' ? name : `${key}.${name}`, leaves);
}

/** A documented value: JSON, nothing, or the name of the variable that says it. */
function valueOf(documented: string): unknown {
  if (documented === NONE) return undefined;
  if (!Object.hasOwn(defaults, documented)) return JSON.parse(documented);
  const value = defaults[documented as keyof Env];
  // A text that is absent is '' where the configuration has no better word for it.
  return documented === 'VISITOR_SIGN_SECRET' ? (value ?? '') : value;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sorted<T>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function split<T>(list: readonly T[], isFirst: (item: T) => boolean): [first: T[], rest: T[]] {
  return [list.filter(isFirst), list.filter((item) => !isFirst(item))];
}
