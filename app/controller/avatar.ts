import { Controller } from '#kernel';
import { identicon } from '../avatar/identicon.ts';
import { fail } from '../error.ts';
import * as rule from '../rule/avatar.ts';

const DRAWN = /^((?:user|group)-[1-9]\d{0,15}|system)\.svg$/;

/** Pictures of users and groups that have none. */
export default class AvatarController extends Controller {
  /** GET /avatar/:name: drawn from the name alone, so that it tells nothing about who exists. */
  show(): void {
    const { name } = this.ctx.input(rule.showAvatar);
    const [, id = ''] = DRAWN.exec(name) ?? fail('not_found');
    this.ctx.set('Cache-Control', 'public, max-age=604800');
    this.ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    this.ctx.type = 'image/svg+xml';
    this.ctx.body = identicon(id);
  }
}
