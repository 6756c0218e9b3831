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
    const { identity } = this.ctx;
    const { password } = this.ctx.input(rule.eraseAccount);
    const confirmation = await this.service.account.confirm(identity, { password, wrong: 'erase_password_wrong' });
    await this.service.erasure.erase(identity.user.id, confirmation);
    this.ctx.ok('ok');
  }
}
