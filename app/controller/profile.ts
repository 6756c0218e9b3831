import { Controller } from '#kernel';
import { presentProfile, presentSetting, presentVisitor } from '../presenter/user.ts';
import * as rule from '../rule/profile.ts';

/** What users show, and how they may be written to. */
export default class ProfileController extends Controller {
  /** GET /api/userinfo/:uuid */
  async show(): Promise<void> {
    const { uuid } = this.ctx.input(rule.showUser);
    const { user, isPersonal } = await this.service.profile.show(this.ctx.caller, uuid);
    this.ctx.ok(presentProfile(user, isPersonal));
  }

  /** GET /api/chat/visitor/:id */
  async showVisitor(): Promise<void> {
    const { user, known } = await this.service.profile.visitor(this.ctx.identity, this.ctx.input(rule.showVisitor).id);
    this.ctx.ok(presentVisitor(user, known));
  }

  /** POST /api/chat/userset */
  async setChatset(): Promise<void> {
    const { userset } = this.ctx.input(rule.setChatset);
    await this.service.profile.setChatset(this.ctx.identity, userset.chatset);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/updateUserinfo */
  async update(): Promise<void> {
    this.ctx.ok(await this.service.profile.update(this.ctx.identity, this.ctx.input(rule.updateUser)));
  }

  /** POST /api/chat/getUserSetInfo */
  async settings(): Promise<void> {
    const { userid } = this.ctx.input(rule.showSettings);
    const { identity } = this.ctx;
    const { user, relation } = await this.service.profile.settings(identity, userid);
    const own = user.id === identity.user.id && (await this.service.profile.shown(user.id));
    this.ctx.ok({ ...presentSetting(user, relation), ...own });
  }
}
