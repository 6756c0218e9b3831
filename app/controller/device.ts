import { Controller } from '#kernel';
import type { WireDevice, WireHandover, WireHandoverPreview } from '../../protocol/index.ts';
import { presentPeer } from '../presenter/message.ts';
import { presentAccount } from '../presenter/user.ts';
import * as rule from '../rule/device.ts';

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
    const { id, renew } = this.ctx.input(rule.endDevice);
    if (id !== undefined || !renew) return this.ctx.ok(await this.service.device.end(this.ctx.identity, id));
    const { user, role, token } = await this.service.device.renew(this.ctx.identity);
    this.ctx.ok(presentAccount(user, role, token));
  }

  /** POST /api/chat/handover */
  async handOver(): Promise<void> {
    const { code, expiresAt } = await this.service.handover.make(this.ctx.identity);
    const url = continueLink(this.ctx.ownOrigin, code);
    this.ctx.ok({ code, expires_at: expiresAt, url, svg: this.app.qrcode.svg(url) } satisfies WireHandover);
  }

  /** POST /api/handover/preview: whose conversation it is, and who is here so far. */
  async preview(): Promise<void> {
    const user = await this.service.handover.look(this.ctx.input(rule.previewHandover).code);
    const { caller } = this.ctx;
    this.ctx.ok({ user: presentPeer(user), own: caller ? presentPeer(caller.user) : null } satisfies WireHandoverPreview);
  }

  /** GET /api/chat/handover */
  async isWaiting(): Promise<void> {
    this.ctx.ok({ waiting: await this.service.handover.isWaiting(this.ctx.identity) });
  }

  /** POST /api/handover */
  async takeOver(): Promise<void> {
    const { user, role, token } = await this.service.handover.take(this.ctx.input(rule.takeHandover).code);
    this.ctx.ok(presentAccount(user, role, token));
  }
}

/** The link that goes on with a session on another device; what stands behind `#` is sent to no server. */
function continueLink(origin: string, code: string): string {
  return `${origin}/continue#${code}`;
}
