import { Controller } from '#kernel';
import { presentApplication } from '../presenter/application.ts';
import * as rule from '../rule/application.ts';

/** Asking to be friends. */
export default class ApplicationController extends Controller {
  /** POST /api/chat/applyfriend */
  async apply(): Promise<void> {
    const { friend_id: targetId, nickname, note, remark } = this.ctx.input(rule.applyFriend);
    await this.service.application.apply(this.ctx.identity.user, { targetId, remark: remark.trim(), note: note ?? nickname });
    this.ctx.ok('ok');
  }

  /** POST /api/chat/autoAddFriendAndAgree */
  async add(): Promise<void> {
    const { friend_id: targetId, remark } = this.ctx.input(rule.addFriend);
    await this.service.application.addAtOnce(this.ctx.identity.user, { targetId, remark: remark.trim() });
    this.ctx.ok('ok');
  }

  /** GET /api/chat/listapplyfriend/:page */
  async list(): Promise<void> {
    const { rows, pendingCount } = await this.service.application.list(this.ctx.identity.user, this.ctx.input(rule.listApplications));
    this.ctx.ok({ alldata: rows.map(presentApplication), pendingCount });
  }

  /** POST /api/chat/handleapply/:id */
  async answer(): Promise<void> {
    const { id, nickname, status } = this.ctx.input(rule.answerApplication);
    await this.service.application.answer(this.ctx.identity.user, id, { status, remark: nickname.trim() });
    this.ctx.ok('ok');
  }

  /** POST /api/chat/isApplyfriend/:uuid */
  async find(): Promise<void> {
    const { uuid } = this.ctx.input(rule.findApplication);
    this.ctx.ok(presentApplication(await this.service.application.find(this.ctx.identity.user, uuid)));
  }
}
