import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BootError } from './error.ts';
import { isObject, loadModule, resolveFile } from './files.ts';
import type { PluginConfig, PluginEntry, PluginSources } from './plugin.ts';

/** A plugin as the lists name it. */
export interface PluginItem {
  readonly name: string;
  /** Where it lies; throws where it is not. One that is off may be missing. */
  directory(): string;
  readonly entry: PluginEntry;
  readonly isEnabled: boolean;
  /** Whether a list of the installation's own brought it. */
  readonly isOwn: boolean;
  /** The list that spoke of it last. */
  readonly file: string;
}

/** One list, or the plugins of a folder. */
interface Source {
  readonly file: string;
  /** What paths and packages are looked for from. */
  readonly directory: string;
  readonly isOwn: boolean;
  readonly entries: PluginConfig;
}

/** Every plugin that some list names, by name: Foyer's lists, the folder `plugins/` and the lists of the own application, then `extra`. */
export async function listPlugins(
  baseDir: string,
  env: string,
  { ownDir, extra = {} }: PluginSources,
): Promise<ReadonlyMap<string, PluginItem>> {
  const listed = new Map<string, PluginItem>();
  const own = ownDir === undefined ? [] : [await inFolder(ownDir), ...(await listsOf(ownDir, env, true))];
  const options = { file: 'config/plugin.ts', directory: ownDir ?? baseDir, isOwn: true, entries: extra };
  for (const source of [...(await listsOf(baseDir, env, false)), ...own, options]) {
    for (const [name, entry] of Object.entries(source.entries)) listed.set(name, join(name, entry, { source, before: listed.get(name) }));
  }
  return listed;
}

/** A plugin that is known and switched off. */
export interface PluginOff {
  readonly name: string;
  readonly path: string;
  /** The list that says so. */
  readonly file: string;
}

/** Those that some list switches off, and that are there. */
export async function listPluginsOff(baseDir: string, env: string, sources: PluginSources = {}): Promise<PluginOff[]> {
  const listed = [...(await listPlugins(baseDir, env, sources)).values()];
  return listed.flatMap((one) => {
    const place = one.isEnabled ? undefined : placeOf(one);
    return place === undefined ? [] : [{ name: one.name, path: place, file: one.file }];
  });
}

function placeOf(listed: PluginItem): string | undefined {
  try {
    return listed.directory();
  } catch {
    return undefined;
  }
}

async function listsOf(directory: string, env: string, isOwn: boolean): Promise<Source[]> {
  const files = ['plugin', `plugin.${env}`].flatMap((name) => resolveFile(path.join(directory, 'config', name)) ?? []);
  return Promise.all(files.map(async (file) => ({ file, directory, isOwn, entries: await read(file) })));
}

/** The folders of `plugins/` that have a plugin.ts: nothing else has to name them. */
async function inFolder(ownDir: string): Promise<Source> {
  const folder = path.join(ownDir, 'plugins');
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).toSorted() : [];
  const files = names.flatMap((name) => resolveFile(path.join(folder, name, 'plugin')) ?? []);
  const entries: Record<string, PluginEntry> = {};
  for (const file of files) {
    const entry = await loadModule(file);
    if (!isObject(entry) || typeof entry['name'] !== 'string')
      throw new BootError(`${file} must export definePlugin({ name, path: import.meta.dirname }) by default`);
    entries[entry['name']] = entry;
  }
  return { file: folder, directory: ownDir, isOwn: true, entries };
}

async function read(file: string): Promise<PluginConfig> {
  const value = await loadModule(file);
  if (!isObject(value)) throw new BootError(`${file} must export an object of plugins`);
  return value as PluginConfig;
}

/** What is known of a plugin with what another list says of it. */
function join(
  name: string,
  given: PluginEntry | boolean,
  { source, before }: { source: Source; before: PluginItem | undefined },
): PluginItem {
  const entry: PluginEntry = typeof given === 'boolean' ? { enable: given } : given;
  if (entry.name !== undefined && entry.name !== name)
    throw new BootError(`plugin ${entry.name} stands in config/plugin.ts as ${name}: use its own name as the key`);
  const joined = {
    name,
    entry: { ...before?.entry, ...entry },
    isEnabled: entry.enable ?? before?.isEnabled ?? true,
    file: source.file,
  };
  if (before && entry.path === undefined && entry.package === undefined) return { ...before, ...joined };
  return { ...joined, isOwn: source.isOwn, directory: () => directoryOf(name, entry, source) };
}

function directoryOf(name: string, entry: PluginEntry, { file, directory }: Source): string {
  if (entry.path === undefined) return packageDirectory(name, entry.package ?? name, directory);
  const found = path.resolve(directory, entry.path);
  if (!fs.existsSync(found)) throw new BootError(`plugin ${name} has no directory ${found}: correct its path in ${file}`);
  return found;
}

function packageDirectory(name: string, packageName: string, baseDir: string): string {
  try {
    return path.dirname(createRequire(path.join(baseDir, 'package.json')).resolve(`${packageName}/package.json`));
  } catch (cause) {
    throw new BootError(`plugin ${name}: package ${packageName} is not installed: npm install ${packageName}`, { cause });
  }
}
