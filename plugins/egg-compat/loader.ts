import path from 'node:path';
import type { EggApplication } from './application.ts';
import { FileLoader, type LoadOptions } from './file-loader.ts';
import { isFunction, loadAndCall } from './module.ts';
import type { EggUnit } from './units.ts';

/** `app.loader` of Egg, of what plugins use: they read folders of their own with it. */
export class EggLoader {
  readonly FileLoader = FileLoader;
  readonly #app: EggApplication;

  constructor(app: EggApplication) {
    this.#app = app;
  }

  get config(): object {
    return this.#app.config;
  }

  /** The plugins, by their names. */
  get plugins(): Readonly<Record<string, object>> {
    return this.#app.plugins;
  }

  /** The plugins, and the application behind them. */
  getLoadUnits(): readonly EggUnit[] {
    return this.#app.units;
  }

  /** What a file exports, called with the application where it is a function. */
  loadFile(file: string, ...inject: readonly unknown[]): unknown {
    return loadAndCall(file, ...(inject.length > 0 ? inject : [this.#app]));
  }

  /** Reads folders into a property of the application. */
  loadToApp(directory: LoadOptions['directory'], property: PropertyKey, options: Partial<LoadOptions> = {}): void {
    const target = {};
    Object.defineProperty(this.#app, property, { configurable: true, writable: true, value: target });
    new FileLoader({ inject: this.#app, ...options, directory, target }).load();
  }

  /** Reads controllers into an object: functions are called with the application, classes become actions. */
  loadController({ directory, target }: Pick<LoadOptions, 'directory'> & { target?: object }): void {
    this.#app.loadControllers(directory, target);
  }

  /** `app/<name>` of every unit. */
  foldersOf(name: string): string[] {
    return this.getLoadUnits().map((unit) => path.join(unit.path, 'app', name));
  }

  /** What a controller module gives before it becomes actions. */
  static controllerOf(exported: unknown, app: EggApplication): unknown {
    const isAction = isFunction(exported) && /^(?:async|function\s*\*)/.test(Function.prototype.toString.call(exported));
    return isFunction(exported) && !isAction ? exported(app) : exported;
  }
}
