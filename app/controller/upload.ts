import { Controller } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { textOf, tokenOf } from '../account/token.ts';
import { ChatError } from '../error.ts';
import { presentLink, presentUpload } from '../presenter/upload.ts';
import * as rule from '../rule/upload.ts';
import { serveUpload } from '../upload/serve.ts';

/** Files of users. */
export default class UploadController extends Controller {
  /** POST /api/chat/socket/upload, and the course's /api/chat/uploadStreamSingleToServerDiy/:diydir, whose folder is not asked. */
  async receive(): Promise<void> {
    const { upload } = this.service;
    const row = await upload.receive(this.ctx.identity, this.ctx.req).finally(() => this.#hangUp());
    this.ctx.ok(presentUpload(row, await upload.sign(row), this.#origin));
  }

  /** POST /api/chat/upload/link */
  async link(): Promise<void> {
    const { upload } = this.service;
    const row = await upload.find(this.ctx.identity.user.id, this.ctx.input(rule.signLink).url);
    this.ctx.ok(presentLink(row, await upload.sign(row), this.#origin));
  }

  /** GET /uploads/:name */
  async show(): Promise<void> {
    const { name, thumb } = this.ctx.input(rule.openUpload);
    const { sign, expires } = this.ctx.query;
    const upload = await this.service.upload.open(name, { sign, expires, caller: () => this.#caller() });
    await serveUpload(this.ctx, upload, thumb === '1');
  }

  /** How this server is reached from outside: the address is opened by others than who asks for it. */
  get #origin(): string {
    const { protocol, host } = this.ctx;
    return this.config.origin.publicUrl ?? `${protocol}://${host}`;
  }

  /** What a refused client still sends is not waited for. */
  #hangUp(): void {
    if (!this.ctx.req.complete) this.ctx.set('Connection', 'close');
  }

  /** Who is calling; nobody where there is no token, or one that is no good. */
  async #caller(): Promise<Identity | undefined> {
    const token = tokenOf(this.ctx) ?? textOf(this.ctx.query['token']);
    if (token === undefined) return undefined;
    try {
      return await this.service.session.authenticate(token);
    } catch (error) {
      if (error instanceof ChatError && error.status === 401) return undefined;
      throw error;
    }
  }
}
