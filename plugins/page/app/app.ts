import fs from 'node:fs';
import path from 'node:path';
import type { Application, Boot } from '#kernel';
import { ROOT } from '../root.ts';

/** Says at once when there is no page to serve, and to people what leads nowhere, instead of a 404 that nobody understands. */
export default class PageBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  /** Around what turns errors into answers. */
  configWillLoad(): void {
    this.#app.config.coreMiddleware.push('missing');
  }

  didLoad(): void {
    const { logger, config } = this.#app;
    const file = path.join(ROOT, 'web/shop/index.html');
    if (!fs.existsSync(file)) logger.warn({ file }, 'the pages are not built: npm run build');
    const { isChecked, secret } = config.visitor.signature;
    if (isChecked && secret !== '') logger.warn('VISITOR_SIGN_SECRET is set: the widget, which cannot sign, takes no visitors');
  }
}
