import os from 'node:os';
import path from 'node:path';
import { ConfigShape, type PlainConfig } from './config-shape.ts';
import { BootError } from './error.ts';
import { isPlainObject, loadModule, isPlainFunction, resolveFile } from './files.ts';
import { packageRoot, readManifest } from './package.ts';
import { readSettings, type Layer, type Settings } from './settings.ts';
import type { Unit } from './plugin.ts';
import type { AppConfig, ConfigRules, DeepPartial, KernelConfig } from './registry.ts';

/** What a config function is told about the application. */
export interface AppInfo {
  readonly name: string;
  readonly env: string;
  readonly baseDir: string;
  /** As Egg calls them. */
  readonly root: string;
  readonly HOME: string;
  readonly pkg: Readonly<Record<string, unknown>>;
}

/** Which file or variable set each dotted key. */
export type ConfigMeta = ReadonlyMap<string, string>;

/** What an installation says, and what an embedding program says over it. */
export interface ConfigOptions {
  readonly settings?: Settings | undefined;
  readonly overrides?: DeepPartial<AppConfig> | undefined;
}

type Sources = Map<string, string>;

/** What a unit says in one file. */
interface UnitLayer extends Layer {
  /** Whether its middleware comes behind that of others, and does not replace it. */
  readonly isAdding: boolean;
}

const KERNEL_DEFAULTS: Omit<KernelConfig, 'env'> = {
  middleware: [],
  coreMiddleware: [],
  server: {
    requestTimeout: 60_000,
    bodyTimeout: 60_000,
    stall: { window: 30_000, bytes: 64 * 1024 },
    linger: { time: 10_000, bytes: 64 * 1024 * 1024 },
    pipelined: 32,
    headersTimeout: 10_000,
    keepAliveTimeout: 76_000, // longer than a proxy keeps a connection idle, which would else meet one that is just closing
    checkInterval: 5_000,
    maxHeaderSize: 16_384,
    drainTimeout: 5_000,
    proxy: false,
    maxIpsCount: 1,
  },
};

/** Types an environment's overrides against the whole configuration; the default export of `config/config.<env>.ts`. */
export function defineConfig(config: DeepPartial<AppConfig>): DeepPartial<AppConfig> {
  return config;
}

/** Reads the nearest package.json at or above the base directory: a build in dist/ has none of its own. */
export function readAppInfo(baseDir: string, env: string): AppInfo {
  const pkg = readManifest(packageRoot(baseDir) ?? baseDir);
  if (typeof pkg['name'] !== 'string') throw new BootError(`no package.json with a name at or above ${baseDir}`);
  return { name: pkg['name'], env, baseDir, root: baseDir, HOME: os.homedir(), pkg };
}

/** Types the rules of keys; the default export of `config/config.rule.ts`, or what it returns when it is told about the application. */
export function defineRules(rules: ConfigRules): ConfigRules {
  return rules;
}

/**
 * Plugin default → app default → plugin env → app env → the same of the installation's own units → settings → `overrides`.
 * Objects merge, everything else replaces; of `middleware` each application adds its own behind what is there.
 * Throws one BootError that tells every key that does not exist and every value that its key does not take.
 */
export async function loadConfig(
  units: readonly Unit[],
  info: AppInfo,
  { settings = {}, overrides = {} }: ConfigOptions = {},
): Promise<{ config: PlainConfig; meta: ConfigMeta }> {
  const config: PlainConfig = {};
  const meta: Sources = new Map();
  const add = (layers: readonly Layer[]): void => layers.forEach(({ from, value }) => void merge(config, value, { file: from, meta }));
  const [ours, own] = [units.filter(({ isOwn }) => !isOwn), units.filter(({ isOwn }) => isOwn)];
  const defaults = [{ from: 'kernel/config.ts', value: { ...KERNEL_DEFAULTS } }, ...(await readConfigs(ours, 'config.default', info))];
  add(defaults);
  const shape = new ConfigShape();
  for (const { value } of defaults) shape.declare(value);
  const ownDefaults = await readConfigs(own, 'config.default', info);
  for (const { value } of ownDefaults) shape.declareNew(value);
  for (const { value } of await readConfigs(units, 'config.rule', info)) shape.refine(value);
  const problems: string[] = [];
  const said = [
    ...(await readConfigs(ours, `config.${info.env}`, info)),
    ...ownDefaults,
    ...(await readConfigs(own, `config.${info.env}`, info)),
  ];
  for (const { from, value, isAdding } of said) {
    const checked = shape.check(value, { from, problems });
    add([{ from, value: isAdding ? behind(config, checked) : checked }]);
  }
  add(readSettings(settings, shape, problems));
  if (problems.length > 0) throw new BootError(listOf(problems));
  add([{ from: 'options of Application.load', value: { ...overrides, name: info.name, baseDir: info.baseDir, env: info.env } }]);
  return { config, meta };
}

/** Makes object literals and arrays unchangeable at every depth; buffers, keys and class instances stay as they are. */
export function deepFreeze(value: unknown): void {
  if ((!isPlainObject(value) && !Array.isArray(value)) || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
}

function listOf(problems: readonly string[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [`the configuration has ${count}:`, ...problems.map((problem) => `- ${problem}`)].join('\n');
}

/** With the middleware of the application behind what is there. */
function behind({ middleware: before }: PlainConfig, said: PlainConfig): PlainConfig {
  return said['middleware'] === undefined ? said : { ...said, middleware: [before, said['middleware']].flat() };
}

/** What the units say in the files of a name, in their order. */
async function readConfigs(units: readonly Unit[], name: string, info: AppInfo): Promise<UnitLayer[]> {
  const layers: UnitLayer[] = [];
  for (const unit of units) {
    const from = resolveFile(path.join(unit.path, 'config', name));
    if (from === undefined) continue;
    const value = await readConfig(from, info);
    if (unit.type === 'plugin' && 'middleware' in value) {
      throw new BootError(
        `${from} sets config.middleware: push to config.coreMiddleware in configWillLoad of the plugin's app/app.ts instead`,
      );
    }
    layers.push({ from, value, isAdding: unit.type === 'own' });
  }
  return layers;
}

async function readConfig(file: string, info: AppInfo): Promise<PlainConfig> {
  const exported = await loadModule(file);
  const value: unknown = isPlainFunction(exported) ? await exported(info) : exported;
  if (!isPlainObject(value)) throw new BootError(`${file} must export an object, or a function that returns one`);
  return value;
}

function merge(target: PlainConfig, source: PlainConfig, from: { file: string; meta: Sources; prefix?: string }): PlainConfig {
  for (const [key, value] of Object.entries(source)) {
    if (key === '__proto__' || value === undefined) continue;
    const current = target[key];
    const name = from.prefix === undefined ? key : `${from.prefix}.${key}`;
    from.meta.set(name, from.file);
    target[key] = isPlainObject(value) ? merge(isPlainObject(current) ? current : {}, value, { ...from, prefix: name }) : copy(value);
  }
  return target;
}

/** Arrays are copied, so that freezing one application's configuration leaves the module it came from alone. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return isPlainObject(value) ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copy(child)])) : value;
}
