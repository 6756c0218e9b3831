import type { Application } from '#kernel';

/** GET /openapi.json. */
export default function router(app: Application): void {
  app.router.get('/openapi.json', app.controller.openapi.show);
}
