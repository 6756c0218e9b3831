import fs from 'node:fs';
import { createRequire } from 'node:module';
import { BootError, reasonOf } from '#kernel';
import { isClass, isObject, type AnyClass, type PlainFunction } from '../../kernel/files.ts';

const require = createRequire(import.meta.url);

/** Published plugins may bring both what they were written in and what was made of it: what runs goes first. */
const EXTENSIONS = ['.js', '.cjs', '.mjs', '.ts'];

/** `foo/bar` → `foo/bar.js`, or what else of it there is to load. */
export function fileAt(base: string): string | undefined {
  return EXTENSIONS.map((extension) => base + extension).find((file) => fs.existsSync(file));
}

/** What a module exports, at once: CommonJS as Egg's are, or the default of an ES module. A failure names the file. */
export function load(file: string): unknown {
  const exported = read(file);
  const isCompiled = isObject(exported) && ('__esModule' in exported || exported[Symbol.toStringTag] === 'Module');
  return isCompiled && 'default' in exported ? exported['default'] : exported;
}

/** The same, and what it returns where it is a function. */
export function loadAndCall(file: string, ...args: readonly unknown[]): unknown {
  const exported = load(file);
  return isFunction(exported) ? exported(...args) : exported;
}

/** Whether a value is to be called without `new`. */
export function isFunction(value: unknown): value is PlainFunction {
  return typeof value === 'function' && !isClass(value);
}

/** What is written with `class`, as something that can be made. */
export function asClass(value: AnyClass): new (...args: readonly unknown[]) => object {
  return value as unknown as new (...args: readonly unknown[]) => object;
}

function read(file: string): unknown {
  try {
    return require(file) as unknown;
  } catch (cause) {
    if (cause instanceof BootError) throw cause;
    throw new BootError(`${file} cannot be loaded: ${reasonOf(cause)}${hintAt(cause)}`, { cause });
  }
}

/** A folder takes the kind of its modules from the nearest package.json, which is that of an application of Foyer. */
function hintAt(cause: unknown): string {
  if (!/(?:exports|module|require) is not defined/.test(reasonOf(cause))) return '';
  return ': write a package.json with { "type": "commonjs" } into the folder of the application of Egg';
}
