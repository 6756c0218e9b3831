import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AppConfig, DeepPartial } from '#kernel';
import type { Recipe } from './call.ts';

/** What `test/plugins/<name>/routes.ts` exports, so that it goes with its plugin. */
interface PluginRoutes {
  /** How each row of the README is called, by its title. */
  readonly recipes: Readonly<Record<string, Recipe>>;
  /** Under which one client may call them hundreds of times. */
  readonly unlimited?: DeepPartial<AppConfig>;
}

const FOLDER = path.resolve(import.meta.dirname, '../../plugins');
const files = fs.readdirSync(FOLDER).map((name) => path.join(FOLDER, name, 'routes.ts'));

/** Those of every plugin that has some. */
export const PLUGIN_ROUTES = await Promise.all(
  files.filter((file) => fs.existsSync(file)).map(async (file) => (await import(pathToFileURL(file).href)) as PluginRoutes),
);
