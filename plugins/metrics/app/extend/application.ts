import { extendApplication, onceFor, type Application } from '#kernel';
import { Metrics } from '../../metrics.ts';

const metricsOf = onceFor((app: Application) => new Metrics(app.config.metrics));

/** What the metrics plugin adds to the application. */
export default extendApplication({
  /** The metrics of this process. */
  get metrics(): Metrics {
    return metricsOf(this);
  },
});
