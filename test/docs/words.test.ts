import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readPage, rowsUnder } from './page.ts';

const PAGE = 'docs/words.md';
const ROOT = path.join(import.meta.dirname, '../..');

/** Every source file below a folder, and what stands in it. */
function sourcesIn(folder: string): [file: string, text: string][] {
  const names = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => [`${folder}/${name}`, readPage(`${folder}/${name}`)]);
}

describe(PAGE, () => {
  it('holds: no two types of app/ and engine/ have one name', () => {
    const files = new Map<string, string[]>();
    for (const [file, text] of ['app', 'engine'].flatMap(sourcesIn)) {
      for (const [, name = ''] of text.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)/gm)) {
        files.set(name, [...(files.get(name) ?? []), file]);
      }
    }
    assert.ok(files.size > 300);
    assert.deepEqual(
      [...files].filter(([, places]) => places.length > 1),
      [],
    );
  });

  it('holds: no type is called by a participle alone', () => {
    const nouns = new Set(['Feed']);
    const names = ['app', 'bin', 'engine', 'kernel', 'plugins', 'protocol', 'web'].flatMap(sourcesIn).flatMap(([file, text]) =>
      Array.from(
        text.matchAll(/^(?:export )?(?:abstract )?(?:interface|type|class) (?:Wire)?([A-Z][a-z]+(?:ed|en))\b/gm),
        ([, name = '']) => ({
          file,
          name,
        }),
      ),
    );
    const found = names.filter(({ file, name }) => !file.includes('node_modules') && !nouns.has(name));
    assert.deepEqual(found, []);
  });

  it('names only what there is', () => {
    const all = ['app', 'engine', 'kernel', 'protocol'].flatMap(sourcesIn);
    const cells = rowsUnder(readPage(PAGE), ['word', 'means', 'in code']).map(([, , cell = '']) => cell);
    const named = cells.flatMap((cell) => Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = '']) => name));
    assert.ok(named.length > 25);
    const missing = named.filter((name) =>
      name.includes('/')
        ? !fs.existsSync(path.join(ROOT, name))
        : !all.some(([, text]) => new RegExp(`^export .*\\b${name}\\b`, 'm').test(text)),
    );
    assert.deepEqual(missing, []);
  });
});
