import path from 'node:path';
import { BootError } from './error.ts';
import { isObject, loadModule, resolveFile } from './files.ts';
import { assertMeant, readManifest, type Manifest } from './package.ts';
import { listPlugins, type PluginItem } from './plugin-list.ts';

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
  /** Whether whoever installed Foyer brought it. */
  readonly isOwn: boolean;
}

/** A directory laid out like an application: a plugin, the application itself, or one of the installation's own behind it. */
export interface Unit {
  readonly type: 'plugin' | 'app' | 'own';
  readonly name: string;
  readonly path: string;
  /** Whether whoever installed Foyer brought it: its configuration goes before Foyer's. */
  readonly isOwn?: boolean;
}

/** Describes a plugin of ours; the default export of its plugin.ts, with `path: import.meta.dirname`. */
export function definePlugin(entry: PluginEntry & { name: string; path: string }): PluginEntry & { name: string; path: string } {
  return entry;
}

/** Where plugins are named, beside the lists of `baseDir`. */
export interface PluginSources {
  /** The application of whoever installed Foyer: its `plugins/` and its `config/plugin[.env]`. */
  readonly ownDir?: string | undefined;
  /** Merged over every list. */
  readonly extra?: PluginConfig | undefined;
}

/** Reads every list of plugins, completes each entry from its folder, and orders by dependency. Throws a BootError that names the file and the mend. */
export async function loadPlugins(baseDir: string, env: string, sources: PluginSources = {}): Promise<Plugin[]> {
  const listed = await listPlugins(baseDir, env, sources);
  const plugins = new Map<string, Plugin>();
  for (const entry of listed.values()) {
    if (!entry.isEnabled) continue;
    const plugin = await complete(entry, baseDir);
    if (plugin.env.length === 0 || plugin.env.includes(env)) plugins.set(plugin.name, plugin);
  }
  const offIn = (name: string): string => listed.get(name)?.file ?? path.join(sources.ownDir ?? baseDir, 'config/plugin.ts');
  await assertNeeded(baseDir, plugins, offIn);
  return order(plugins, offIn);
}

/** Dependencies first, else in the order written; names what is missing or circular. `offIn` tells the file to enable a plugin in. */
export function order(plugins: ReadonlyMap<string, Plugin>, offIn: (name: string) => string = () => 'config/plugin.ts'): Plugin[] {
  const sorted: Plugin[] = [];
  const visit = (plugin: Plugin, trail: readonly string[]): void => {
    if (sorted.includes(plugin)) return;
    const next = [...trail, plugin.name];
    if (trail.includes(plugin.name))
      throw new BootError(`plugins depend on each other: ${next.join(' -> ')}: drop one of these dependencies`);
    for (const name of plugin.dependencies) {
      const dependency = plugins.get(name);
      if (!dependency) throw new BootError(`plugin ${plugin.name} needs plugin ${name}, which is not enabled: enable it in ${offIn(name)}`);
      visit(dependency, next);
    }
    for (const dependency of plugin.optionalDependencies.flatMap((name) => plugins.get(name) ?? [])) visit(dependency, next);
    sorted.push(plugin);
  };
  for (const plugin of plugins.values()) visit(plugin, []);
  return sorted;
}

/** The plugins that the app cannot do without: the default export of its `app/needs.ts`. */
async function assertNeeded(baseDir: string, plugins: ReadonlyMap<string, Plugin>, offIn: (name: string) => string): Promise<void> {
  const file = resolveFile(path.join(baseDir, 'app/needs'));
  const needs: unknown = file === undefined ? [] : await loadModule(file);
  if (!Array.isArray(needs)) throw new BootError(`${file} must export a list of plugins by default`);
  const missing = needs.map(String).find((name) => !plugins.has(name));
  if (missing !== undefined) throw new BootError(`the app needs plugin ${missing}, which is not enabled: enable it in ${offIn(missing)}`);
}

/** What the folder of a plugin says about it: its plugin.ts, then the `eggPlugin` field of its package.json; Egg 4 plugins keep their folders under `exports.require`. */
async function complete({ name, entry, isOwn, ...listed }: PluginItem, baseDir: string): Promise<Plugin> {
  const directory = listed.directory();
  const manifest = readManifest(directory);
  assertMeant(directory, manifest, baseDir);
  assertNotOfEgg(name, manifest, listed.file);
  const { exports, ...described } = isObject(manifest['eggPlugin']) ? (manifest['eggPlugin'] as EggPlugin) : {};
  const place = path.join(directory, exports?.require ?? '');
  const written = entry.name === undefined ? await describedIn(place) : {};
  const { dependencies = [], optionalDependencies = [], env = [], feature = false } = { ...described, ...written, ...entry };
  return { name, path: place, dependencies, optionalDependencies, env, isFeature: feature, isOwn };
}

/** A plugin that is published for Egg is no unit of Foyer, though it is laid out like one. */
function assertNotOfEgg(name: string, { name: packageName, eggPlugin, engines }: Manifest, file: string): void {
  if (eggPlugin === undefined || typeof packageName !== 'string' || !/^(egg-|@eggjs\/)/.test(packageName)) return;
  if (isObject(engines) && engines['foyer'] !== undefined) return;
  throw new BootError(
    `plugin ${name} is made for Egg (${packageName}): take it out of ${file}, switch eggCompat on, and name it in egg/config/plugin.js`,
  );
}

interface EggPlugin extends PluginEntry {
  readonly exports?: { readonly require?: string };
}

async function describedIn(directory: string): Promise<PluginEntry> {
  const file = resolveFile(path.join(directory, 'plugin'));
  const described = file === undefined ? {} : await loadModule(file);
  if (!isObject(described)) throw new BootError(`${file} must export what definePlugin returns by default`);
  return described;
}
