import { Controller } from '#kernel';
import { openApi } from '../../openapi.ts';

/** The description of the HTTP API, made from the routes. */
export default class OpenapiController extends Controller {
  show(): void {
    const { info, router } = this.app;
    const version = info.pkg['version'];
    this.ctx.body = openApi(router.routes, { title: info.name, version: typeof version === 'string' ? version : '0' });
  }
}
