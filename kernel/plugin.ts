import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BootError } from './error.ts';
import { isObject, loadModule, resolveFile } from './files.ts';

/** One entry of `config/plugin.ts`: made by `definePlugin`, or `{ package }` for a published one. */
export interface PluginEntry {
  name?: string;
  enable?: boolean;
  /** npm package whose package.json has an `eggPlugin` field. */
  package?: string;
  /** Directory, when the plugin is not a package. */
  path?: string;
  /** Plugins that must be enabled and load before this one. */
  dependencies?: readonly string[];
  /** Plugins that load before this one where they are enabled. */
  optionalDependencies?: readonly string[];
  /** Environments it runs in; all when empty. */
  env?: readonly string[];
  /** Whether people see it on their screens: clients are told that it is on. */
  feature?: boolean;
}

/** What `config/plugin.ts` exports by default; `true` and `false` are short for `{ enable }`. */
export type PluginConfig = Record<string, PluginEntry | boolean>;

/** A plugin as it was loaded. */
export interface Plugin {
  readonly name: string;
  readonly path: string;
  readonly dependencies: readonly string[];
  readonly optionalDependencies: readonly string[];
  readonly env: readonly string[];
  /** Whether clients are told that it is on. */
  readonly isFeature: boolean;
}

/** A directory laid out like an application: a plugin, or the application itself. */
export interface Unit {
  readonly type: 'plugin' | 'app';
  readonly name: string;
  readonly path: string;
}

/** Describes a plugin of ours; the default export of its plugin.ts, with `path: import.meta.dirname`. */
export function definePlugin(entry: PluginEntry & { name: string; path: string }): PluginEntry & { name: string; path: string } {
  return entry;
}

/** Reads `config/plugin[.env]`, completes each entry from its package.json, and orders by dependency. */
export async function loadPlugins(baseDir: string, env: string, extra: PluginConfig = {}): Promise<Plugin[]> {
  const merged: Record<string, PluginEntry> = {};
  for (const source of [await read(baseDir, 'plugin'), await read(baseDir, `plugin.${env}`), extra]) {
    for (const [name, entry] of Object.entries(source)) {
      merged[name] = { ...merged[name], ...(typeof entry === 'boolean' ? { enable: entry } : entry) };
    }
  }
  const plugins = new Map<string, Plugin>();
  for (const [name, entry] of Object.entries(merged)) {
    if (entry.enable === false) continue;
    const plugin = complete(name, entry, baseDir);
    if (plugin.env.length === 0 || plugin.env.includes(env)) plugins.set(name, plugin);
  }
  return order(plugins);
}

/** Dependencies first, else in the order written; names what is missing or circular. */
export function order(plugins: ReadonlyMap<string, Plugin>): Plugin[] {
  const sorted: Plugin[] = [];
  const visit = (plugin: Plugin, trail: readonly string[]): void => {
    if (sorted.includes(plugin)) return;
    const next = [...trail, plugin.name];
    if (trail.includes(plugin.name))
      throw new BootError(`plugins depend on each other: ${next.join(' -> ')}: drop one of these dependencies`);
    for (const dependency of dependenciesOf(plugin, plugins)) visit(dependency, next);
    sorted.push(plugin);
  };
  for (const plugin of plugins.values()) visit(plugin, []);
  return sorted;
}

function dependenciesOf(plugin: Plugin, plugins: ReadonlyMap<string, Plugin>): Plugin[] {
  const required = plugin.dependencies.map((name) => {
    const dependency = plugins.get(name);
    if (!dependency) throw new BootError(`plugin ${plugin.name} needs plugin ${name}, which is not enabled: enable it in config/plugin.ts`);
    return dependency;
  });
  return [...required, ...plugin.optionalDependencies.flatMap((name) => plugins.get(name) ?? [])];
}

async function read(baseDir: string, file: string): Promise<PluginConfig> {
  const found = resolveFile(path.join(baseDir, 'config', file));
  const value = found ? await loadModule(found) : {};
  if (!isObject(value)) throw new BootError(`${found} must export an object of plugins`);
  return value as PluginConfig;
}

function complete(key: string, entry: PluginEntry, baseDir: string): Plugin {
  const { name = key } = entry;
  if (name !== key) throw new BootError(`plugin ${name} stands in config/plugin.ts as ${key}: use its own name as the key`);
  const directory = entry.path ? path.resolve(baseDir, entry.path) : packageDirectory(name, entry.package ?? name, baseDir);
  if (!fs.existsSync(directory)) throw new BootError(`plugin ${name} has no directory ${directory}: correct its path`);
  const { exports, ...manifest } = readManifest(directory);
  const { dependencies = [], optionalDependencies = [], env = [], feature: isFeature = false } = { ...manifest, ...entry };
  return { name, path: path.join(directory, exports?.require ?? ''), dependencies, optionalDependencies, env, isFeature };
}

function packageDirectory(name: string, packageName: string, baseDir: string): string {
  try {
    return path.dirname(createRequire(path.join(baseDir, 'package.json')).resolve(`${packageName}/package.json`));
  } catch (cause) {
    throw new BootError(`plugin ${name}: package ${packageName} is not installed: npm install ${packageName}`, { cause });
  }
}

/** The `eggPlugin` field of a package.json; Egg 4 plugins keep their folders under `exports.require`. */
function readManifest(directory: string): PluginEntry & { exports?: { require?: string } } {
  const file = path.join(directory, 'package.json');
  if (!fs.existsSync(file)) return {};
  const manifest: unknown = JSON.parse(fs.readFileSync(file, 'utf8'));
  return isObject(manifest) && isObject(manifest['eggPlugin']) ? manifest['eggPlugin'] : {};
}
