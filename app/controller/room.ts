import { Controller } from '#kernel';
import { presentRoom } from '../presenter/room.ts';
import * as rule from '../rule/room.ts';

/** Rooms: groups that anyone may find. */
export default class RoomController extends Controller {
  /** GET /api/chat/rooms/:page */
  async list(): Promise<void> {
    const userId = this.ctx.identity.user.id;
    const { list, more } = await this.service.room.list({ userId, ...this.ctx.input(rule.listRooms) });
    this.ctx.ok({ list: list.map(presentRoom), more });
  }

  /** POST /api/chat/room/create */
  async create(): Promise<void> {
    const { name } = this.ctx.input(rule.createRoom);
    this.ctx.ok({ id: await this.service.room.create(this.ctx.identity, name), name: name.trim() });
  }

  /** POST /api/chat/room/join */
  async join(): Promise<void> {
    this.ctx.ok(await this.service.room.join(this.ctx.identity, this.ctx.input(rule.joinRoom)));
  }

  /** POST /api/chat/room/leave: as leaving a group, so the owner dissolves the room. */
  async leave(): Promise<void> {
    await this.service.group.leave(this.ctx.identity, this.ctx.input(rule.leaveRoom).id);
    this.ctx.ok('ok');
  }
}
