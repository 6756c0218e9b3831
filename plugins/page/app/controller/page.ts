import path from 'node:path';
import { Controller } from '#kernel';
import { FOLDERS, ROOT } from '../../root.ts';
import { serve } from '../../serve.ts';

/** The pages and what they are made of. */
export default class PageController extends Controller {
  /** GET /: the demo shop. */
  async home(): Promise<void> {
    await this.#send(path.join(ROOT, 'web/shop'), 'index.html');
  }

  /** GET /web/*, GET /protocol/* */
  async file(): Promise<void> {
    const [, folder = '', ...rest] = this.ctx.path.split('/');
    if (FOLDERS.some((known) => known === folder)) await this.#send(path.join(ROOT, folder), rest.join('/'));
  }

  /** GET /api/demo: the account that the visitors of a site write to. */
  async demo(): Promise<void> {
    this.ctx.ok({ kefu: await this.service.admin.face(this.config.page.account) });
  }

  async #send(root: string, name: string): Promise<void> {
    await serve(root, name)(this.ctx, async () => {});
  }
}
