import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readPage, rowsUnder } from './page.ts';

const TESTS = path.resolve(import.meta.dirname, '..');
/** The beginning of a title, in whichever quotes: numbers, with a comma between. */
const TITLE = /\b(?:describe|it)\(\s*['"`]((?:[DWAMGU]\d+(?:, )?)+)\s/g;

const page = readPage('docs/numbers.md');
const known = ['what holds', 'what a person sees', 'what a unit may bring'].flatMap((meaning) =>
  rowsUnder(page, ['number', meaning]).map(([number = '']) => number),
);

describe('docs/numbers.md', () => {
  it('gives no number twice', () => assert.equal(new Set(known).size, known.length));

  it('explains every number that a test’s title bears', () => {
    const missing = titled().filter(([number]) => !known.includes(number));
    assert.deepEqual(missing, []);
  });

  it('explains every number of security.md', () => {
    const numbers = readPage('docs/security.md').match(/\b[DGMUW]\d+\b/g) ?? [];
    assert.deepEqual(
      numbers.filter((number) => !known.includes(number)),
      [],
    );
  });
});

/** Numbers with the file that bears them. */
function titled(): [number: string, file: string][] {
  const names = fs.readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
  return names.flatMap((name) => {
    const found = fs.readFileSync(path.join(TESTS, name), 'utf8').matchAll(TITLE);
    return Array.from(found, ([, numbers = '']) => numbers.split(', ')).flatMap((numbers) =>
      numbers.filter((number) => number !== '').map((number): [string, string] => [number, name]),
    );
  });
}
