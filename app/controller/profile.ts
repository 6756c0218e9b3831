import { Controller } from '#kernel';
import { presentProfile, presentSetting } from '../presenter/user.ts';
import * as rule from '../rule/profile.ts';

/** What users show, and how they may be written to. */
export default class ProfileController extends Controller {
  /** GET /api/userinfo/:uuid */
  async show(): Promise<void> {
    const { uuid } = this.ctx.input(rule.showUser);
    this.ctx.ok(presentProfile(await this.service.profile.show(uuid)));
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
    const own = user.id === identity.user.id && { show_presence: await this.service.profile.showPresence(identity) };
    this.ctx.ok({ ...presentSetting(user, relation), ...own });
  }
}
