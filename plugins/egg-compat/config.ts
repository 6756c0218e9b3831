import os from 'node:os';
import path from 'node:path';
import { BootError, readManifest } from '#kernel';
import { isPlainObject } from '../../kernel/files.ts';
import { fileAt, loadAndCall } from './module.ts';
import type { EggUnit } from './units.ts';

/** The configuration on Egg's side; plugins go on writing into it. */
export interface EggConfig extends Record<string, unknown> {
  /** Middleware of plugins, and behind it that of the application. */
  coreMiddleware: string[];
  middleware: string[];
}

/** What Egg tells a configuration that is a function. */
export interface EggInfo {
  readonly name: string;
  readonly env: string;
  readonly baseDir: string;
  readonly root: string;
  readonly HOME: string;
  readonly pkg: Readonly<Record<string, unknown>>;
}

/** What a configuration is told about the application of Egg in a folder. */
export function eggInfo(directory: string, env: string): EggInfo {
  const pkg = readManifest(directory);
  const name = typeof pkg['name'] === 'string' ? pkg['name'] : path.basename(directory);
  return { name, env, baseDir: directory, root: directory, HOME: os.homedir(), pkg };
}

/** Defaults of the plugins, then of the application, the same of the environment, then what the installation says. */
export function readEggConfig(units: readonly EggUnit[], info: EggInfo, over: object): EggConfig {
  const { name, env, baseDir, HOME } = info;
  const config: EggConfig = { ...beginning(), name, env, baseDir, HOME, rundir: path.join(baseDir, 'run') };
  for (const file of ['config.default', `config.${env}`]) {
    for (const unit of units) merge(config, readOne(path.join(unit.path, 'config', file), info));
  }
  merge(config, over);
  config['coreMiddlewares'] = config.coreMiddleware;
  config['appMiddleware'] = config['appMiddlewares'] = config.middleware;
  return config;
}

/** Of what protects pages in Egg; in Foyer the middleware `shield` does. */
const OFF = { enable: false } as const;

/** What plugins expect to find. */
function beginning(): EggConfig {
  const lists = { coreMiddleware: [], middleware: [] };
  return { ...lists, keys: '', proxy: false, logger: {}, customLogger: {}, dump: { ignore: new Set() }, security: { csrf: OFF, csp: OFF } };
}

function readOne(base: string, info: EggInfo): object {
  const file = fileAt(base);
  const value = file === undefined ? {} : loadAndCall(file, info, {});
  if (!isPlainObject(value)) throw new BootError(`${file} must export an object, or a function that returns one`);
  return value;
}

/** Objects merge, everything else replaces; nothing of the source is written to later. */
function merge(target: Record<string, unknown>, source: object): Record<string, unknown> {
  for (const [key, value] of Object.entries(source) as [string, unknown][]) {
    if (key === '__proto__' || value === undefined) continue;
    const current = target[key];
    target[key] = isPlainObject(value) ? merge(isPlainObject(current) ? current : {}, value) : copied(value);
  }
  return target;
}

function copied(value: unknown): unknown {
  return Array.isArray(value) ? [...(value as unknown[])] : value;
}
