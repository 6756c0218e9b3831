import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { BootError, readManifest, type Plugin } from '#kernel';
import { isObject } from '../../kernel/files.ts';
import { order } from '../../kernel/plugin.ts';
import { fileAt, load } from './module.ts';

/** A unit of Egg: a plugin, or the application itself, which is the last. */
export interface EggUnit {
  readonly type: 'plugin' | 'app';
  readonly name: string;
  readonly path: string;
}

/** An entry of Egg's `config/plugin.js`. */
interface Entry {
  readonly enable?: boolean;
  readonly package?: string;
  readonly path?: string;
  readonly dependencies?: readonly string[];
  readonly optionalDependencies?: readonly string[];
  readonly env?: readonly string[];
}

/** What the package of a plugin says in its `eggPlugin`. */
interface EggPlugin extends Entry {
  readonly exports?: { readonly require?: string };
}

/** Egg brings these itself, so that applications switch them on by their names alone. */
const OF_EGG = new Set(['session', 'i18n', 'static', 'view', 'jsonp', 'multipart', 'security']);

/** What Egg brings and Foyer does itself, in its own way. */
const OF_FOYER = new Set(['onerror', 'watcher', 'development', 'logrotator', 'schedule']);

/** The plugins that an application of Egg names in its `config/plugin[.env].js`, each behind those it needs, and the application. */
export function readUnits(directory: string, { name, env }: { readonly name: string; readonly env: string }): EggUnit[] {
  const file = fileAt(path.join(directory, 'config/plugin')) ?? path.join(directory, 'config/plugin.js');
  const plugins = Array.from(entriesOf(directory, env), ([name, entry]) => describe(name, entry, { directory, file }));
  const here = plugins.filter(({ env: only }) => only.length === 0 || only.includes(env));
  const mend = (needed: string): string => `${file}, as in exports.${needed} = { enable: true, package: 'egg-…' }`;
  const ordered = order(new Map(here.map((plugin) => [plugin.name, plugin])), mend);
  return [...ordered.map(({ name, path }): EggUnit => ({ type: 'plugin', name, path })), { type: 'app', name, path: directory }];
}

/** Those that are enabled. */
function entriesOf(directory: string, env: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const name of ['plugin', `plugin.${env}`]) {
    const file = fileAt(path.join(directory, 'config', name));
    const list = file === undefined ? {} : load(file);
    if (!isObject(list)) throw new BootError(`${file} must export the plugins by their names`);
    for (const [key, given] of Object.entries(list)) entries.set(key, { ...entries.get(key), ...entryOf(given) });
  }
  return new Map([...entries].filter(([name, { enable = true }]) => enable && !OF_FOYER.has(name)));
}

function entryOf(given: unknown): Entry {
  return typeof given === 'boolean' ? { enable: given } : (given as Entry);
}

function describe(name: string, entry: Entry, { directory, file }: { directory: string; file: string }): Plugin {
  const place = placeOf(name, entry, { directory, file });
  const { eggPlugin } = readManifest(place);
  const { exports, ...described }: EggPlugin = isObject(eggPlugin) ? eggPlugin : {};
  const { dependencies = [], optionalDependencies = [], env = [] } = { ...described, ...entry };
  return { name, path: path.join(place, exports?.require ?? ''), dependencies, optionalDependencies, env, isFeature: false, isOwn: true };
}

function placeOf(name: string, entry: Entry, { directory, file }: { directory: string; file: string }): string {
  if (entry.path !== undefined) return path.resolve(directory, entry.path);
  const wanted = entry.package ?? (OF_EGG.has(name) ? `egg-${name}` : undefined);
  if (wanted === undefined) throw new BootError(`plugin ${name} of Egg has neither package nor path: give it one in ${file}`);
  const folders = createRequire(path.join(directory, 'package.json')).resolve.paths(wanted) ?? [];
  const found = folders.map((folder) => path.join(folder, wanted)).find((place) => fs.existsSync(path.join(place, 'package.json')));
  if (found === undefined) throw new BootError(`plugin ${name} of Egg: package ${wanted} is not installed: npm install ${wanted}`);
  return found;
}
