import { Controller } from '#kernel';
import { tokenOf } from '../account/token.ts';
import { presentAccount } from '../presenter/user.ts';
import * as rule from '../rule/visitor.ts';
import type { VisitorClaim } from '../service/visitor.ts';
import type { SignedDevice } from '../account/signature.ts';

/** Visitors, and how they become users. */
export default class VisitorController extends Controller {
  /** GET /api/lobby/:uuid */
  async lobby(): Promise<void> {
    this.ctx.ok(await this.service.visitor.lobby(this.ctx.input(rule.showLobby).uuid));
  }

  /** POST /api/visitorRegister */
  async register(): Promise<void> {
    const { user, role, token } = await this.service.visitor.register(this.#presented(this.ctx.input(rule.visitorRegister)));
    this.ctx.ok(presentAccount(user, role, token));
  }

  /** POST /api/visitorIdentify */
  async identify(): Promise<void> {
    const { token: siteToken, ...device } = this.ctx.input(rule.visitorIdentify);
    const { user, role, token } = await this.service.knownVisitor.identify(this.#presented(device), siteToken);
    this.ctx.ok(presentAccount(user, role, token));
  }

  /** POST /api/visitorregChat */
  async upgrade(): Promise<void> {
    const input = this.ctx.input(rule.visitorUpgrade);
    const { user, role, token } = await this.service.visitor.upgrade(this.#presented(input), input);
    this.ctx.ok(presentAccount(user, role, token));
  }

  /** POST /api/visitorloginChat */
  async login(): Promise<void> {
    const input = this.ctx.input(rule.visitorLogin);
    this.service.visitor.check(this.#presented(input));
    const { user, role, token } = await this.service.account.login(input);
    this.ctx.ok(presentAccount(user, role, token));
  }

  #presented({ deviceId, timestamp }: SignedDevice): VisitorClaim {
    return { deviceId, timestamp, signature: this.ctx.get('x-security-sign'), token: tokenOf(this.ctx) };
  }
}
