import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BootError, reasonOf } from './error.ts';

const EXTENSIONS = ['.ts', '.js', '.mjs', '.cjs'];

/** Any constructor, to be called only after a cast at the edge. */
export type AnyClass = new (...args: never[]) => object;
/** Any function that may be called without `new`. */
export type PlainFunction = (...args: unknown[]) => unknown;

/** A module found in a convention folder: `chat/user_info.ts` has the names `['chat', 'userInfo']`. */
export interface FoundFile {
  file: string;
  names: string[];
}

/** `foo/bar` → `foo/bar.ts` from source or `foo/bar.js` from a build, whichever exists. */
export function resolveFile(base: string): string | undefined {
  return EXTENSIONS.map((extension) => base + extension).find((file) => fs.existsSync(file));
}

/** Imports a module whole; a failure names the file. */
export async function importModule(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } catch (cause) {
    throw new BootError(`${file} cannot be loaded: ${reasonOf(cause)}`, { cause });
  }
}

/** The default export of a module, ESM or CommonJS. */
export async function loadModule(file: string): Promise<unknown> {
  const module = await importModule(file);
  if (!('default' in module)) throw new BootError(`${file} has no default export: add one`);
  const exported = module['default'];
  // What a compiler made of an ES module keeps its default one level deeper.
  return isObject(exported) && '__esModule' in exported && 'default' in exported ? exported['default'] : exported;
}

/** Every module under a convention folder in a stable order, except its `index` manifests. */
export function scan(directory: string): FoundFile[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => isModuleName(name) && path.parse(name).name !== 'index')
    .toSorted()
    .map((name) => ({ file: path.join(directory, name), names: propertyNames(name) }));
}

/** Whether a file name is one the loader imports: source or build output, no declarations, no maps. */
export function isModuleName(name: string): boolean {
  return EXTENSIONS.includes(path.extname(name)) && !/\.d\.[cm]?ts$/.test(name);
}

/** `api/rate-limit.ts` → `['api', 'rateLimit']`. */
export function propertyNames(name: string): string[] {
  const parts = name.slice(0, name.length - path.extname(name).length).split(path.sep);
  return parts.map((part) => {
    if (!/^[a-z][a-z0-9_-]*$/i.test(part)) throw new BootError(`"${part}" in ${name} cannot become a property name: rename the file`);
    const camel = part.replace(/[_-]([a-z])/gi, (_, letter: string) => letter.toUpperCase());
    return camel.charAt(0).toLowerCase() + camel.slice(1);
  });
}

/** Whether a value is an object of any kind, functions excepted. */
export function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is an object literal, so that its keys may be walked. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
}

/** Whether a value was written with `class`. */
export function isClass(value: unknown): value is AnyClass {
  return typeof value === 'function' && /^class[\s{]/.test(Function.prototype.toString.call(value));
}

/** Whether a value is a function that may be called without `new`. */
export function isPlainFunction(value: unknown): value is PlainFunction {
  return typeof value === 'function' && !isClass(value);
}
