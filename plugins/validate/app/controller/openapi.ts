import { Controller, type Application } from '#kernel';
import { openApi } from '../../openapi.ts';

/** The routes of an application are all there before it serves. */
const documents = new WeakMap<Application, string>();

/** The description of the HTTP API, made from the routes, once. */
export default class OpenapiController extends Controller {
  show(): void {
    const document = documents.get(this.app) ?? this.#document();
    documents.set(this.app, document);
    this.ctx.type = 'json';
    this.ctx.body = document;
  }

  #document(): string {
    const { info, router } = this.app;
    const version = info.pkg['version'];
    return JSON.stringify(openApi(router.routes, { title: 'Foyer', version: typeof version === 'string' ? version : '0' }));
  }
}
