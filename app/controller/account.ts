import { Controller } from '#kernel';
import { fail } from '../error.ts';
import { presentAccount } from '../presenter/user.ts';
import * as rule from '../rule/account.ts';

/** Sign up, sign in, sign out, password. */
export default class AccountController extends Controller {
  /** POST /api/regChat */
  async register(): Promise<void> {
    const { user, role, token } = await this.service.account.register(this.ctx.input(rule.register));
    this.ctx.ok(presentAccount(user, role, token));
  }

  /** GET /api/signup */
  signup(): void {
    this.ctx.ok({ signup: this.config.signup });
  }

  /** POST /api/loginChat */
  async login(): Promise<void> {
    const { user, role, token } = await this.service.account.login(this.ctx.input(rule.login));
    this.ctx.ok(presentAccount(user, role, token));
  }

  /** POST /api/chat/logout */
  async logout(): Promise<void> {
    await this.service.account.logout(this.ctx.identity);
    this.ctx.ok(true);
  }

  /** POST /api/chat/setPassword */
  async setPassword(): Promise<void> {
    const { oldpassword, newpassword, checknewpassword, renew } = this.ctx.input(rule.setPassword);
    if (newpassword !== checknewpassword) fail('password_mismatch');
    const change = { oldPassword: oldpassword, newPassword: newpassword };
    if (!renew) {
      await this.service.account.setPassword(this.ctx.identity, change);
      return this.ctx.ok('修改密码成功');
    }
    const { user, role, token } = await this.service.account.renewPassword(this.ctx.identity, change);
    this.ctx.ok(presentAccount(user, role, token));
  }
}
