import { extendApplication, onceFor, type Application } from '#kernel';
import type { Cache } from '../../../../../../../engine/cache.ts';
import { loadCircle, type Circle } from '../../circle.ts';

const circlesOf = onceFor((app: Application) =>
  app.caches.define({ name: 'circle', capacity: 100, keyOf: Number, load: (id: number) => loadCircle(app.sql, id) }),
);

/** What the unit adds to the application. */
export default extendApplication({
  /** The circles of this node, by their numbers. */
  get circles(): Cache<number, Circle | null> {
    return circlesOf(this);
  },
});
