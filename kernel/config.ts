import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BootError } from './error.ts';
import { isPlainObject, loadModule, isPlainFunction, resolveFile } from './files.ts';
import type { Unit } from './plugin.ts';
import type { AppConfig, DeepPartial, KernelConfig } from './registry.ts';

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

/** Which file set each dotted key. */
export type ConfigMeta = ReadonlyMap<string, string>;

type PlainConfig = Record<string, unknown>;
type Sources = Map<string, string>;

const KERNEL_DEFAULTS: Omit<KernelConfig, 'env'> = {
  middleware: [],
  coreMiddleware: [],
  server: {
    requestTimeout: 60_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 76_000, // longer than a proxy keeps a connection idle, which would else meet one that is just closing
    checkInterval: 5_000,
    maxHeaderSize: 16_384,
    drainTimeout: 5_000,
    proxy: false,
    maxIpsCount: 0,
  },
};

/** Types an environment's overrides against the whole configuration; the default export of `config/config.<env>.ts`. */
export function defineConfig(config: DeepPartial<AppConfig>): DeepPartial<AppConfig> {
  return config;
}

/** Reads the nearest package.json at or above the base directory: a build in dist/ has none of its own. */
export function readAppInfo(baseDir: string, env: string): AppInfo {
  const file = nearest(baseDir);
  const pkg: unknown = file ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
  if (!isPlainObject(pkg) || typeof pkg['name'] !== 'string') throw new BootError(`no package.json with a name at or above ${baseDir}`);
  return { name: pkg['name'], env, baseDir, root: baseDir, HOME: os.homedir(), pkg };
}

/** Plugin default → app default → plugin env → app env → `overrides`. Objects merge, everything else replaces. */
export async function loadConfig(
  units: readonly Unit[],
  info: AppInfo,
  overrides: DeepPartial<AppConfig> = {},
): Promise<{ config: PlainConfig; meta: ConfigMeta }> {
  const config: PlainConfig = {};
  const meta: Sources = new Map();
  merge(config, { ...KERNEL_DEFAULTS }, { file: 'kernel/config.ts', meta });
  for (const name of ['config.default', `config.${info.env}`]) {
    for (const unit of units) {
      const { file, value } = await readConfig(unit, name, info);
      if (unit.type === 'plugin' && 'middleware' in value) {
        throw new BootError(
          `${file} sets config.middleware: push to config.coreMiddleware in configWillLoad of the plugin's app/app.ts instead`,
        );
      }
      merge(config, value, { file, meta });
    }
  }
  merge(config, { ...overrides, name: info.name, baseDir: info.baseDir, env: info.env }, { file: 'options of Application.load', meta });
  return { config, meta };
}

/** Makes object literals and arrays unchangeable at every depth; buffers, keys and class instances stay as they are. */
export function deepFreeze(value: unknown): void {
  if ((!isPlainObject(value) && !Array.isArray(value)) || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
}

function nearest(directory: string): string | undefined {
  const file = path.join(directory, 'package.json');
  if (fs.existsSync(file)) return file;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : nearest(parent);
}

async function readConfig(unit: Unit, name: string, info: AppInfo): Promise<{ file: string; value: PlainConfig }> {
  const file = resolveFile(path.join(unit.path, 'config', name));
  if (!file) return { file: '', value: {} };
  const exported = await loadModule(file);
  const value: unknown = isPlainFunction(exported) ? await exported(info) : exported;
  if (!isPlainObject(value)) throw new BootError(`${file} must export an object, or a function that returns one`);
  return { file, value };
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
