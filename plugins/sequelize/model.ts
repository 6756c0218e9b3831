import path from 'node:path';
import type { Model, ModelOptions, ModelStatic, Sequelize } from 'sequelize';
import { BootError, loadModule, scan, Tree, type Unit } from '#kernel';

/** What a file in `app/model/` exports by default: a model class that can be bound to a connection, of which a process may have several. */
export interface ModelDefinition<M extends ModelStatic<Model> = ModelStatic<Model>> {
  /** Returns the class for use: a subclass of its own for each connection. */
  define(sequelize: Sequelize): M;
}

/** `typeof import('…/app/model/index.ts')` → `app.model`. */
export type ModelsOf<T> = { readonly [K in keyof T]: T[K] extends ModelDefinition<infer M> ? M : ModelsOf<T[K]> };

/** Tables are named as their models, columns in snake_case, times are columns of our own. */
export const MODEL_DEFAULTS: ModelOptions = { timestamps: false, freezeTableName: true, underscored: true };

/** Binds the models of every unit to a connection. */
export async function loadModels(units: readonly Unit[], sequelize: Sequelize): Promise<Tree['values']> {
  const tree = new Tree('model');
  for (const { file, names } of units.flatMap((unit) => scan(path.join(unit.path, 'app/model')))) {
    const exported = await loadModule(file);
    if (!isDefinition(exported)) throw new BootError(`${file} must export a model class with a static define(sequelize)`);
    tree.set(names, exported.define(sequelize), file);
  }
  return tree.values;
}

function isDefinition(exported: unknown): exported is ModelDefinition {
  return typeof exported === 'function' && typeof Reflect.get(exported, 'define') === 'function';
}
