import fs from 'node:fs';
import path from 'node:path';

const TESTS = path.resolve(import.meta.dirname, '..');
/** What starts a process, a browser, a store or a listener, and the processes that look into files. */
const STARTS = /node:child_process|playwright-core|sqlite|mysql2|ioredis|sharp|inspection|listen\(|dist\//;
/** Helpers load the whole application; a test of the kernel loads a few files of its own, which is nothing. */
const LOADS = /Application\.load\(|baseDir: ROOT/;
const IMPORT = /(?:^|\s)(import|export)\s(type\s)?[^;]*?from\s'(\.[^']+)'/g;

const known = new Map<string, boolean>();

/** Whether a test file, and the helpers below `test/` that it imports, start nothing. */
export function isUnit(file: string): boolean {
  const answer = known.get(file);
  if (answer !== undefined) return answer;
  known.set(file, true); // two that import each other: what the other says decides
  const text = fs.readFileSync(file, 'utf8');
  const isOne = !STARTS.test(text) && (isLoadedInPlace(file) || !LOADS.test(text)) && helpersOf(file, text).every(isUnit);
  known.set(file, isOne);
  return isOne;
}

/** A helper of which only types are taken starts nothing. */
function helpersOf(file: string, text: string): string[] {
  const imports = Array.from(text.matchAll(IMPORT), ([, , type, target = '']) => ({ type, target }));
  const values = imports.filter(({ type }) => type === undefined);
  const files = values.map(({ target }) => path.resolve(path.dirname(file), target));
  return files.filter((helper) => helper.startsWith(`${TESTS}${path.sep}`) && helper.endsWith('.ts'));
}

function isLoadedInPlace(file: string): boolean {
  return file.startsWith(path.join(TESTS, 'kernel') + path.sep);
}
