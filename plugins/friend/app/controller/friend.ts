import { Controller } from '#kernel';
import { presentFriend, presentFriendInfo, presentFriendList } from '../../presenter/friend.ts';
import * as rule from '../../rule/friend.ts';

/** The caller's friends. */
export default class FriendController extends Controller {
  /** GET /api/chat/goodfriendlist/:page */
  async list(): Promise<void> {
    const { count, rows } = await this.service.friend.list(this.ctx.identity.user, this.ctx.input(rule.listFriends));
    this.ctx.ok(presentFriendList(count, rows));
  }

  /** POST /api/chat/ismygoodfriend/:id */
  async own(): Promise<void> {
    const { id } = this.ctx.input(rule.isFriend);
    this.ctx.ok(presentFriend(await this.service.friend.own(this.ctx.identity.user, id)));
  }

  /** GET /api/chat/getgoodfriendinfo/:id */
  async show(): Promise<void> {
    const { friend, user } = await this.service.friend.show(this.ctx.identity.user, this.ctx.input(rule.showFriend).id);
    const isPersonal = await this.service.profile.seesPersonal(this.ctx.identity.user.id, user);
    this.ctx.ok(presentFriendInfo(friend, user, isPersonal));
  }

  /** POST /api/chat/setstargoodfriend/:id */
  async star(): Promise<void> {
    const { id, value } = this.ctx.input(rule.setStar);
    await this.service.friend.setStar(this.ctx.identity.user, id, value);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/setmeOrfriendCanSee/:id */
  async visibility(): Promise<void> {
    const { id, ...visibility } = this.ctx.input(rule.setVisibility);
    await this.service.friend.setVisibility(this.ctx.identity.user, id, visibility);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/setremark/:id */
  async remark(): Promise<void> {
    const { id, nickname } = this.ctx.input(rule.setRemark);
    await this.service.friend.setRemark(this.ctx.identity.user, id, nickname);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/setblackgoodfriend/:id */
  async black(): Promise<void> {
    const { id, value } = this.ctx.input(rule.setBlack);
    await this.service.friend.setBlack(this.ctx.identity.user, id, value);
    this.ctx.ok('ok');
  }

  /** POST /api/chat/deletegoodfriend/:id */
  async end(): Promise<void> {
    await this.service.friend.end(this.ctx.identity.user, this.ctx.input(rule.deleteFriend).id);
    this.ctx.ok('删除好友成功');
  }
}
