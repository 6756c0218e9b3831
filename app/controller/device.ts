import { Controller } from '#kernel';
import type { WireDevice, WireHandover } from '../../protocol/index.ts';
import { presentAccount } from '../presenter/user.ts';
import * as rule from '../rule/device.ts';
import { continueLink } from '../ticket/link.ts';

/** Where a user is signed in, and going on somewhere else. */
export default class DeviceController extends Controller {
  /** GET /api/chat/devices */
  async list(): Promise<void> {
    const { identity } = this.ctx;
    const devices = await this.service.device.list(identity);
    this.ctx.ok(devices.map((device): WireDevice => ({ ...device, current: device.id === identity.session.id })));
  }

  /** POST /api/chat/device/end */
  async end(): Promise<void> {
    this.ctx.ok(await this.service.device.end(this.ctx.identity, this.ctx.input(rule.endDevice).id));
  }

  /** POST /api/chat/handover */
  async handOver(): Promise<void> {
    const { code, expiresAt } = await this.service.handover.make(this.ctx.identity);
    const { protocol, host } = this.ctx;
    const { publicUrl } = this.config.origin;
    const url = continueLink(publicUrl === undefined ? `${protocol}://${host}` : new URL(publicUrl).origin, code);
    this.ctx.ok({ code, expires_at: expiresAt, url, svg: this.app.qrcode.svg(url) } satisfies WireHandover);
  }

  /** POST /api/handover */
  async takeOver(): Promise<void> {
    const { user, role, token } = await this.service.handover.take(this.ctx.input(rule.takeHandover).code);
    this.ctx.ok(presentAccount(user, role, token));
  }
}
