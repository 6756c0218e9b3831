import { Service } from '#kernel';
import type { JoinState } from '../../protocol/index.ts';
import type { Identity } from '../account/identity.ts';
import { GROUP_ROLE } from '../cache.ts';
import { fail } from '../error.ts';
import { personIn } from '../group/person.ts';
import { claimingRoom, roomKeyOf } from '../group/room-key.ts';
import { findRoom, listRooms, type RoomQuery, type RoomRow } from '../group/room.ts';
import { addMembers, assertMayOwn, insertGroup } from '../group/store.ts';

/** A page of rooms. */
export interface RoomPage {
  readonly list: readonly RoomRow[];
  readonly more: boolean;
}

/** Which room somebody means; the number counts where both are given. */
export interface RoomChoice {
  readonly id?: number | undefined;
  readonly name?: string | undefined;
  /** Words to the owner. */
  readonly note?: string | undefined;
}

/** Rooms: groups with a name of their own, which anyone may find. */
export default class RoomService extends Service {
  /** A page of rooms. */
  async list(query: RoomQuery): Promise<RoomPage> {
    const rows = await listRooms(this.app.sql, query);
    return { list: rows.slice(0, query.limit), more: rows.length > query.limit };
  }

  /** Makes a room of the caller and returns its number. Fails with group_limit or room_name_taken. */
  async create({ user }: Identity, name: string): Promise<number> {
    const roomKey = roomKeyOf(name);
    await this.service.name.assertFree(name, user);
    const { perOwner, history } = this.config.group;
    const work = this.app.act({ userId: user.id }, async (tx) => {
      await assertMayOwn(tx, user.id, perOwner);
      const groupId = await insertGroup(tx, { ownerId: user.id, name: name.trim(), roomKey, now: Date.now() });
      await addMembers(tx, { groupId, lastSeq: 0, history }, [{ userId: user.id, role: GROUP_ROLE.owner }]);
      return groupId;
    });
    const id = await claimingRoom(work);
    // Somebody may have asked for the number before it was one.
    this.app.invalidate([`group:${id}`]);
    this.app.chat.hooks.tell('groupCreated', { groupId: id, userId: user.id, isRoom: true, origin: this.ctx });
    await this.service.notice.inGroup(id, { kind: 'group_created', by: personIn(user) }, `group_created:${id}`);
    await this.service.join.takeUp(user.id);
    return id;
  }

  /** Lets the caller into a room as its mode says, or asks for it. Fails with group_join_closed, and as `join.enter` does. */
  async join(identity: Identity, { id, name, note }: RoomChoice): Promise<{ id: number; state: JoinState }> {
    const groupId = await findRoom(this.app.sql, id === undefined ? { key: roomKeyOf(name ?? '') } : { id });
    if (groupId === undefined) return fail('group_join_closed');
    return { id: groupId, state: await this.service.join.enter(identity, { groupId, note }) };
  }
}
