import fs from 'node:fs';
import path from 'node:path';
import semver from 'semver';
import { BootError, reasonOf } from './error.ts';
import { isObject, isPlainObject } from './files.ts';

/** A package.json. */
export type Manifest = Readonly<Record<string, unknown>>;

/** The package.json of a directory; empty where there is none. Throws a BootError for one that cannot be read. */
export function readManifest(directory: string): Manifest {
  const file = path.join(directory, 'package.json');
  if (!fs.existsSync(file)) return {};
  const manifest = parse(file);
  return isPlainObject(manifest) ? manifest : {};
}

function parse(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new BootError(`${file} is not JSON: ${reasonOf(cause)}`, { cause });
  }
}

/** The nearest directory at or above this one that has a package.json: a build in dist/ has none of its own. */
export function packageRoot(directory: string): string | undefined {
  if (fs.existsSync(path.join(directory, 'package.json'))) return directory;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : packageRoot(parent);
}

/** Refuses a unit that says by `engines.foyer` of its package.json that it is for another version than this one, which lies in `baseDir`. */
export function assertMeant(directory: string, manifest: Manifest, baseDir: string): void {
  const { engines } = manifest;
  const range = isObject(engines) ? engines['foyer'] : undefined;
  if (range === undefined) return;
  const file = path.join(directory, 'package.json');
  if (typeof range !== 'string' || semver.validRange(range) === null)
    throw new BootError(`${file}: engines.foyer must be a range of versions, like ^0.2.0`);
  const { version } = readManifest(packageRoot(baseDir) ?? baseDir);
  if (typeof version !== 'string' || semver.satisfies(version, range, { includePrerelease: true })) return;
  const mend = `install a version of it that is made for Foyer ${version}, or a Foyer of ${range}`;
  throw new BootError(`${file} is made for Foyer ${range}, and this is ${version}: ${mend}`);
}
