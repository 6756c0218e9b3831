import { extendApplication } from '#kernel';
import { Metrics } from '../../metrics.ts';

const all = new WeakMap<object, Metrics>();

/** What the metrics plugin adds to the application. */
export default extendApplication({
  /** The metrics of this process. */
  get metrics(): Metrics {
    const metrics = all.get(this) ?? new Metrics(this.config.metrics);
    all.set(this, metrics);
    return metrics;
  },
});
