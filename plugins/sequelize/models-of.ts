import type { Application, Models } from '#kernel';
import { loadModels } from './model.ts';
import { storeOf } from './store-of.ts';

const models = new WeakMap<Application, Models>();

/** Loads the models of every unit and binds them to the application's store. */
export async function bindModels(app: Application): Promise<void> {
  models.set(app, (await loadModels(app.units, storeOf(app).sequelize)) as unknown as Models);
}

/** The models of an application; throws before they are bound. */
export function modelsOf(app: Application): Models {
  const bound = models.get(app);
  if (!bound) throw new Error('app.model is there from willReady on');
  return bound;
}
