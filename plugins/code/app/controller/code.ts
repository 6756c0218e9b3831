import { Controller } from '#kernel';
import type { WireMadeCode, WireShownCode } from '../../../../protocol/index.ts';
import { presentCode, presentOutside, presentPreview } from '../../presenter.ts';
import * as rule from '../../rule.ts';
import { pageLink } from '../../ticket/link.ts';
import type { ShownCode } from '../service/code.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Codes of groups and users. */
export default class CodeController extends Controller {
  /** GET /api/chat/groupQrcode/:id: the picture. */
  async picture(): Promise<void> {
    const { ctx, app } = this;
    const { id, chatType, type, http, format } = ctx.input(rule.showCode);
    const text = await this.service.code.write(ctx.identity, { id, chatType }, { type, http, origin: ctx.ownOrigin });
    const picture = format === 'svg' ? app.qrcode.svg(text) : await app.qrcode.png(text);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.type = format;
    ctx.body = picture;
  }

  /** GET /api/chat/code/:id */
  async show(): Promise<void> {
    const shown = await this.service.code.current(this.ctx.identity, this.ctx.input(rule.readCode));
    this.ctx.ok(this.#present(shown));
  }

  /** POST /api/chat/code/create */
  async create(): Promise<void> {
    const { id, chatType, max_uses: maxUses, days } = this.ctx.input(rule.createCode);
    const made = await this.service.code.create(this.ctx.identity, { id, chatType }, { maxUses, lifetime: days * DAY });
    const { id: ticketId, text: ticket, expiresAt } = made;
    this.ctx.ok({ id: ticketId, ticket, url: this.#urlOf(ticket), expires_at: expiresAt } satisfies WireMadeCode);
  }

  /** POST /api/chat/code/rotate */
  async rotate(): Promise<void> {
    const { all, ...target } = this.ctx.input(rule.rotateCode);
    this.ctx.ok(this.#present(await this.service.code.rotate(this.ctx.identity, target, { all })));
  }

  /** POST /api/chat/code/revoke */
  async revoke(): Promise<void> {
    await this.service.code.revoke(this.ctx.identity, this.ctx.input(rule.revokeCode).ticket_id);
    this.ctx.ok('ok');
  }

  /** GET /api/chat/codes/:id/:page */
  async list(): Promise<void> {
    const { id, chatType, page, limit } = this.ctx.input(rule.listCodes);
    const { rows, count } = await this.service.code.list(this.ctx.identity, { id, chatType }, { page, limit });
    this.ctx.ok({ count, rows: rows.map(({ row, maker }) => presentCode(row, maker)) });
  }

  /** POST /api/chat/code/scan */
  async scan(): Promise<void> {
    this.ctx.ok(presentPreview(await this.service.code.scan(this.ctx.identity, this.ctx.input(rule.scanCode).text)));
  }

  /** POST /api/code/preview */
  async preview(): Promise<void> {
    const { card, expiresAt } = await this.service.code.preview(this.ctx.input(rule.previewCode).text);
    this.ctx.ok(presentOutside(card, expiresAt));
  }

  #present({ card, text: ticket, expiresAt }: ShownCode): WireShownCode {
    const { id, chatType, name, avatar, count } = card;
    return { id, chatType, name, avatar, count, ticket, url: this.#urlOf(ticket), expires_at: expiresAt };
  }

  #urlOf(ticket: string): string {
    return pageLink(this.ctx.ownOrigin, ticket);
  }
}
