import { Controller } from '#kernel';
import { presentBanned, presentInside, presentListed, presentOutside } from '../presenter/group.ts';
import { presentGroup } from '../presenter/message.ts';
import * as rule from '../rule/group.ts';

const SET = '设置成功';

/** Groups and their members. */
export default class GroupController extends Controller {
  /** POST /api/chat/group/create */
  async create(): Promise<void> {
    const group = await this.service.group.create(this.ctx.identity, this.ctx.input(rule.createGroup));
    this.ctx.ok('ok', { group: presentGroup(group) });
  }

  /** GET /api/chat/grouplist/:page */
  async list(): Promise<void> {
    const { identity } = this.ctx;
    const groups = await this.service.group.list(identity, this.ctx.input(rule.listGroups));
    this.ctx.ok(groups.map((group) => presentListed(group, identity.user)));
  }

  /** GET /api/chat/groupinfo/:id */
  async show(): Promise<void> {
    const { identity } = this.ctx;
    const { id, ...page } = this.ctx.input(rule.showGroup);
    const { group, members } = await this.service.group.show(identity, id, page);
    this.ctx.ok(group.role === null ? presentOutside(group) : presentInside(group, identity.user, members));
  }

  /** POST /api/chat/groupUpdateName */
  async rename(): Promise<void> {
    const { id, name } = this.ctx.input(rule.renameGroup);
    await this.service.group.rename(this.ctx.identity, id, name);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/groupremark */
  async announce(): Promise<void> {
    const { id, remark } = this.ctx.input(rule.announceInGroup);
    await this.service.group.announce(this.ctx.identity, id, remark);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/groupAvatar */
  async setAvatar(): Promise<void> {
    const { id, avatar } = this.ctx.input(rule.setGroupAvatar);
    await this.service.group.setAvatar(this.ctx.identity, id, avatar);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/groupAddUserSet */
  async setMode(): Promise<void> {
    const { group_id: groupId, addGroupSet } = this.ctx.input(rule.setGroupMode);
    await this.service.group.setMode(this.ctx.identity, groupId, addGroupSet);
    this.ctx.ok(SET);
  }

  /** POST /api/chat/groupDeleteOrQuit */
  async leave(): Promise<void> {
    await this.service.group.leave(this.ctx.identity, this.ctx.input(rule.quitGroup).id);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/groupnickname */
  async name(): Promise<void> {
    await this.service.groupMember.name(this.ctx.identity, this.ctx.input(rule.nameInGroup));
    this.ctx.ok('ok');
  }

  /** POST /api/chat/groupDeleteUser */
  async remove(): Promise<void> {
    const { group_id: groupId, user_id: userId } = this.ctx.input(rule.removeFromGroup);
    await this.service.groupMember.remove(this.ctx.identity, { groupId, userId });
    this.ctx.ok('删除群成员成功');
  }

  /** GET /api/chat/groupBans/:id/:page */
  async bans(): Promise<void> {
    const { id, ...page } = this.ctx.input(rule.listBans);
    const { list, more } = await this.service.groupMember.banned(this.ctx.identity, id, page);
    this.ctx.ok({ list: list.map(presentBanned), more });
  }

  /** POST /api/chat/groupUnban */
  async unban(): Promise<void> {
    const { group_id: groupId, user_id: userId } = this.ctx.input(rule.liftBan);
    await this.service.groupMember.lift(this.ctx.identity, { groupId, userId });
    this.ctx.ok('ok');
  }

  /** POST /api/chat/groupMute */
  async mute(): Promise<void> {
    const { group_id: groupId, user_id: userId, minutes } = this.ctx.input(rule.muteMember);
    await this.service.groupMember.mute(this.ctx.identity, { groupId, userId }, minutes);
    this.ctx.ok(SET);
  }

  /** POST /api/chat/groupMuteAll */
  async muteAll(): Promise<void> {
    const { group_id: groupId, value } = this.ctx.input(rule.muteGroup);
    await this.service.groupMember.muteAll(this.ctx.identity, groupId, value);
    this.ctx.ok(SET);
  }

  /** POST /api/chat/groupAdmin */
  async appoint(): Promise<void> {
    const { group_id: groupId, user_id: userId, value } = this.ctx.input(rule.appointAdmin);
    await this.service.groupMember.appoint(this.ctx.identity, { groupId, userId }, value);
    this.ctx.ok(SET);
  }

  /** POST /api/chat/groupTransfer */
  async transfer(): Promise<void> {
    const { group_id: groupId, user_id: userId } = this.ctx.input(rule.transferGroup);
    await this.service.groupMember.transfer(this.ctx.identity, { groupId, userId });
    this.ctx.ok(SET);
  }
}
