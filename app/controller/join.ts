import { Controller } from '#kernel';
import { presentApplication } from '../presenter/join.ts';
import * as rule from '../rule/join.ts';

const TEXTS = { joined: '加群成功', applied: '等待群主同意' } as const;

/** Coming into groups, and who decides on it. */
export default class JoinController extends Controller {
  /** POST /api/chat/groupInviteUser */
  async invite(): Promise<void> {
    const { group_id: groupId, user_id: userId, ticket, addGroupDesc: note } = this.ctx.input(rule.inviteUser);
    const state = await this.service.join.enter(this.ctx.identity, { groupId, userId, ticket, note });
    this.ctx.ok(TEXTS[state], { state });
  }

  /** POST /api/chat/groupAgreeOrNo */
  async decide(): Promise<void> {
    const { group_id: groupId, user_id: userId, type } = this.ctx.input(rule.decide);
    await this.service.join.decide(this.ctx.identity, { groupId, userId, type });
    this.ctx.ok('处理成功');
  }

  /** GET /api/chat/groupApplications/:page */
  async applications(): Promise<void> {
    const { group_id: groupId, page, limit } = this.ctx.input(rule.listApplications);
    const { list, more, pendingCount } = await this.service.groupApplication.decided(this.ctx.identity, { groupId, page, limit });
    this.ctx.ok({ list: list.map(({ row, ...people }) => presentApplication(row, people)), more, pendingCount });
  }

  /** GET /api/chat/myGroupApplications/:page */
  async mine(): Promise<void> {
    const { list, more } = await this.service.groupApplication.mine(this.ctx.identity, this.ctx.input(rule.listMine));
    this.ctx.ok({ list: list.map(({ row, ...people }) => presentApplication(row, people)), more });
  }
}
