import fs from 'node:fs';
import path from 'node:path';
import type { Application, Boot } from '#kernel';
import { ROOT } from '../root.ts';

/** Says at once when there is no page to serve, instead of a 404 that nobody understands. */
export default class PageBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    const file = path.join(ROOT, 'web/shop/index.html');
    if (!fs.existsSync(file)) this.#app.logger.warn({ file }, 'the pages are not built: npm run build');
  }
}
