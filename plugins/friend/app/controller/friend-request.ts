import { Controller } from '#kernel';
import { presentFriendRequest } from '../../presenter/friend-request.ts';
import * as rule from '../../rule/friend-request.ts';

/** Asking to be friends. */
export default class FriendRequestController extends Controller {
  /** POST /api/chat/applyfriend */
  async apply(): Promise<void> {
    const { friend_id: targetId, nickname, note, remark } = this.ctx.input(rule.applyFriend);
    await this.service.friendRequest.apply(this.ctx.identity.user, { targetId, remark: remark.trim(), note: note ?? nickname });
    this.ctx.ok('ok');
  }

  /** POST /api/chat/autoAddFriendAndAgree */
  async add(): Promise<void> {
    const { friend_id: targetId, remark } = this.ctx.input(rule.addFriend);
    await this.service.friendRequest.addAtOnce(this.ctx.identity.user, { targetId, remark: remark.trim() });
    this.ctx.ok('ok');
  }

  /** GET /api/chat/listapplyfriend/:page */
  async list(): Promise<void> {
    const { rows, pendingCount } = await this.service.friendRequest.list(this.ctx.identity.user, this.ctx.input(rule.listRequests));
    this.ctx.ok({ alldata: rows.map(presentFriendRequest), pendingCount });
  }

  /** POST /api/chat/handleapply/:id */
  async answer(): Promise<void> {
    const { id, nickname, status } = this.ctx.input(rule.answerRequest);
    await this.service.friendRequest.answer(this.ctx.identity.user, id, { status, remark: nickname.trim() });
    this.ctx.ok('ok');
  }

  /** POST /api/chat/isApplyfriend/:uuid */
  async find(): Promise<void> {
    const { uuid } = this.ctx.input(rule.findRequest);
    this.ctx.ok(presentFriendRequest(await this.service.friendRequest.find(this.ctx.identity.user, uuid)));
  }
}
