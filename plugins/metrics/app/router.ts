import type { Application } from '#kernel';
import { describe } from '#validate';
import { showMetrics } from '../rule.ts';

/** GET /metrics. */
export default function router(app: Application): void {
  app.router.get('/metrics', describe(app.controller.metrics.show, showMetrics));
}
