export { Application, loadUnits, type ApplicationOptions } from './application.ts';
export { Controller, Service } from './base.ts';
export { bringFile, bringFolder, type Brought } from './bring.ts';
export {
  argument,
  defineCommand,
  flag,
  option,
  CommandInput,
  text,
  type Command,
  type CommandCall,
  type InputOf,
  type Output,
  type Reader,
  type Takes,
} from './command.ts';
export { deepFreeze, defineConfig, defineRules, type AppInfo, type ConfigMeta } from './config.ts';
export type { Context, Request, Response } from './context.ts';
export { BootError, reasonOf } from './error.ts';
export { extendApplication, extendContext, extendRequest, extendResponse } from './extend.ts';
export { takeTime } from './exchange.ts';
export { isGone } from './gone.ts';
export { isSame } from './is-same.ts';
export { isPlainFunction, loadModule, scan, type FoundFile } from './files.ts';
export { parseJson } from './json.ts';
export { fromKoa } from './koa.ts';
export { defineJob, type Job } from './job.ts';
export type { Boot } from './lifecycle.ts';
export type { Logger } from './logger.ts';
export { checkManifest } from './manifest.ts';
export type { MiddlewareOptions } from './middleware.ts';
export { onceFor } from './once-for.ts';
export { APPLICATION_PARTS, isApplication } from './own.ts';
export { packageRoot, readManifest } from './package.ts';
export { Places } from './places.ts';
export { definePlugin, type Plugin, type PluginConfig, type PluginEntry, type Unit } from './plugin.ts';
export { listPluginsOff, type PluginOff } from './plugin-list.ts';
export type * from './registry.ts';
export { routerOptions, type ResourceController, type Route, type Verb } from './router.ts';
export { defineSchedule, type Pace, type Schedule } from './schedule.ts';
export type { NamedSetting, Settings } from './settings.ts';
export { spanOf } from './span.ts';
export { Tree, type Branch } from './tree.ts';
export { UsageError } from './usage-error.ts';
export { Watch } from './watch.ts';
