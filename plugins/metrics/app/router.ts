import type { Application } from '#kernel';

/** GET /metrics. */
export default function router(app: Application): void {
  app.router.get('/metrics', app.controller.metrics.show);
}
