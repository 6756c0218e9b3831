import { Controller } from '#kernel';
import { filmPicture, WIDEST_FILM } from '../avatar/film.ts';
import { identicon } from '../avatar/identicon.ts';
import { fail } from '../error.ts';
import * as rule from '../rule/upload.ts';

const DRAWN = /^((?:user|group)-[1-9]\d{0,15}|system)\.svg$/;
const FILM = /^(film-[0-9a-f]{8})-([1-9]\d{0,2})\.png$/;

/** Pictures of users, groups and films that have none. */
export default class AvatarController extends Controller {
  /** GET /avatar/:name: drawn from the name alone, so that it tells nothing about who exists. */
  show(): void {
    const { name } = this.ctx.input(rule.showAvatar);
    const [, film, width] = FILM.exec(name) ?? [];
    const [, id] = film === undefined ? (DRAWN.exec(name) ?? fail('not_found')) : [];
    if (Number(width) > WIDEST_FILM) fail('not_found');
    this.ctx.set('Cache-Control', 'public, max-age=604800');
    this.ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    this.ctx.type = film === undefined ? 'image/svg+xml' : 'image/png';
    this.ctx.body = film === undefined ? identicon(id ?? '') : filmPicture(film, Number(width));
  }
}
