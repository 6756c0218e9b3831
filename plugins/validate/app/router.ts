import type { Application } from '#kernel';
import { bare } from '../answer.ts';
import { describe } from '../operation.ts';
import { rule } from '../rule.ts';
import { anyObject } from '../shape.ts';

const showApi = rule({ zh: '接口文档', en: 'Read this description of the HTTP API', fields: {}, answer: bare(anyObject) });

/** GET /openapi.json. */
export default function router(app: Application): void {
  app.router.get('/openapi.json', describe(app.controller.openapi.show, showApi));
}
