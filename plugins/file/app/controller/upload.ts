import { createHash } from 'node:crypto';
import { Controller, takeTime } from '#kernel';
import { ChatError, fail, filePathOf, textOf, tokenOf, type Identity } from '#app';
import type { WireLink } from '../../../../protocol/index.ts';
import { filmPicture, WIDEST_FILM } from '../../film.ts';
import { presentLink, presentUpload } from '../../presenter.ts';
import * as rule from '../../rule.ts';
import { serveUpload } from '../../upload/serve.ts';

const SECOND = 1000;
const FILM = /^(film-[0-9a-f]{8})-([1-9]\d{0,2})$/;
const SNAPSHOT = /x-oss-process=video(?:\/|%2F)snapshot(?:.*?w_(\d{1,4}))?/i;
/** Pixels. */
const USUAL_WIDTH = 260;

/** Files of users. */
export default class UploadController extends Controller {
  /** POST /api/chat/socket/upload, and the course's /api/chat/uploadStreamSingleToServerDiy/:diydir, whose folder is not asked. */
  async receive(): Promise<void> {
    const { upload } = this.service;
    takeTime(this.ctx.req);
    const row = await upload.receive(this.ctx.identity, this.ctx.req);
    this.ctx.ok(presentUpload(row, upload.sign(row, this.ctx.identity, 'kept'), this.ctx.ownOrigin));
  }

  /** POST /api/chat/uploadAliyun: what the published client sends where it believes to write to a cloud. */
  async receiveListed(): Promise<void> {
    const { upload } = this.service;
    takeTime(this.ctx.req);
    let folder = 0;
    const tell = (name: string, value: string): void => void (name === 'imageClassId' && (folder = Number(value) || 0));
    const row = await upload.receive(this.ctx.identity, this.ctx.req, tell);
    const { url } = presentUpload(row, upload.sign(row, this.ctx.identity, 'kept'), this.ctx.ownOrigin);
    this.ctx.ok([{ url, path: filePathOf(row).slice(1), image_class_id: folder, create_time: Math.floor(Date.now() / SECOND) }]);
  }

  /** POST /api/chat/getVideoScreenshot: films are not looked into, a picture is drawn. */
  screenshot(): void {
    const { videoUrl, time, width } = this.ctx.input(rule.screenshot);
    const name = filmName(videoUrl.replace(/[?#].*$/s, ''));
    const base64 = `data:image/png;base64,${filmPicture(name, width).toString('base64')}`;
    this.ctx.ok({ url: `${this.ctx.ownOrigin}/avatar/${name}-${width}.png`, base64, format: 'png', time, width });
  }

  /** POST /api/chat/upload/link */
  async link(): Promise<void> {
    this.ctx.ok(await this.#link(this.ctx.input(rule.signLink).url));
  }

  /** POST /api/chat/upload/links: null for each that the caller may not open. */
  async links(): Promise<void> {
    const links: (WireLink | null)[] = [];
    for (const url of this.ctx.input(rule.signLinks).urls) links.push(await this.#link(url).catch(closed));
    this.ctx.ok(links);
  }

  /** GET /uploads/:name */
  async show(): Promise<void> {
    const snapshot = SNAPSHOT.exec(this.ctx.querystring);
    if (snapshot) return this.#drawn(Number(snapshot[1]));
    const { name, thumb } = this.ctx.input(rule.openUpload);
    const { viewer, expires, sign, token } = this.ctx.query;
    const caller = (): Promise<Identity | undefined> => this.service.session.callerOf(tokenOf(this.ctx) ?? textOf(token));
    const upload = await this.service.upload.open(name, { viewer, expires, sign, caller });
    await serveUpload(this.ctx, upload, thumb === '1');
  }

  /** GET /avatar/:film.png: drawn from the name alone, for a film of which there is no picture. */
  film(): void {
    const [, name = '', width] = FILM.exec(this.ctx.input(rule.showFilm).film) ?? fail('not_found');
    if (Number(width) > WIDEST_FILM) fail('not_found');
    this.ctx.set('Cache-Control', 'public, max-age=604800');
    this.ctx.set('Content-Security-Policy', "default-src 'none'; sandbox");
    this.ctx.type = 'image/png';
    this.ctx.body = filmPicture(name, Number(width));
  }

  /** What the published client puts behind an address that it believes to be a cloud's: it asks for a picture of the film. */
  #drawn(width: number): void {
    const shown = Math.min(Math.max(1, width || USUAL_WIDTH), WIDEST_FILM);
    this.ctx.redirect(`/avatar/${filmName(this.ctx.path)}-${shown}.png`);
  }

  async #link(url: string): Promise<WireLink> {
    const { upload } = this.service;
    const row = await upload.find(this.ctx.identity.user.id, url);
    return presentLink(row, upload.sign(row, this.ctx.identity, 'asked'), this.ctx.ownOrigin);
  }
}

function filmName(address: string): string {
  return `film-${createHash('sha256').update(address).digest('hex').slice(0, 8)}`;
}

function closed(error: unknown): null {
  if (error instanceof ChatError && error.code === 'not_found') return null;
  throw error;
}
