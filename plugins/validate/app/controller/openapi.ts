import { Controller, onceFor, type Application } from '#kernel';
import { openApi } from '../../openapi.ts';

/** The routes of an application are all there before it serves. */
const documentOf = onceFor(({ info, router }: Application) => {
  const version = info.pkg['version'];
  return JSON.stringify(openApi(router.routes, { title: 'Foyer', version: typeof version === 'string' ? version : '0' }));
});

/** The description of the HTTP API, made from the routes, once. */
export default class OpenapiController extends Controller {
  show(): void {
    this.ctx.type = 'json';
    this.ctx.body = documentOf(this.app);
  }
}
