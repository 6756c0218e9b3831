import { Readable } from 'node:stream';
import { Controller } from '#kernel';
import * as rule from '../../rule.ts';

/** People's own data. */
export default class PrivacyController extends Controller {
  /** GET /api/chat/export */
  async export(): Promise<void> {
    const { ctx } = this;
    const { name, pieces } = await this.service.export.open(ctx.identity);
    const body = Readable.from(pieces);
    // Half a file must not look like a whole one.
    body.once('error', () => ctx.res.destroy());
    ctx.attachment(name);
    ctx.type = 'application/json; charset=utf-8';
    ctx.body = body;
  }

  /** POST /api/chat/erase */
  async erase(): Promise<void> {
    await this.service.erasure.eraseOwn(this.ctx.identity, this.ctx.input(rule.eraseAccount).password);
    this.ctx.ok('ok');
  }
}
