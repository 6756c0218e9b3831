import { Service } from '#kernel';
import { addressKey } from '../account/address.ts';
import { readField } from '../account/field.ts';
import type { Identity } from '../account/identity.ts';
import { enforceDistinct, limitOf } from '../account/limit.ts';
import { GROUP_ROLE, GROUP_STATUS, type CachedGroup } from '../cache.ts';
import { fail } from '../error.ts';
import { changeGroup } from '../group/change.ts';
import { findCandidates, nameOfAll } from '../group/candidate.ts';
import { findGroup, listGroups, listMembers, type ListedGroup, type ListedMember, type OwnPlace } from '../group/list.ts';
import type { Page } from '../page.ts';
import { findMark } from '../group/mark.ts';
import { personIn } from '../group/person.ts';
import { claimingRoom, roomKeyOf } from '../group/room-key.ts';
import { addMembers, assertMayOwn, findMember, insertGroup, lockGroup, removeMember, setStatus } from '../group/store.ts';
import type { GroupNotice } from '../messaging/notice/facts.ts';
import { JOIN_MODE } from '../policy/join.ts';
import { findKeyOf } from '../text/find-key.ts';

/** What a new group starts with. */
export interface GroupRequest {
  /** Rows of the caller's friend list. */
  readonly userIds?: readonly number[] | undefined;
  /** The first members' names when absent. */
  readonly name?: string | undefined;
}

/** A group as the caller sees it; without members for a caller outside. */
export interface ShownGroup {
  readonly group: ListedGroup & OwnPlace;
  readonly members: readonly ListedMember[];
}

/** Groups: making, listing, what owners set, and how one leaves. Each change is one transaction; notices go out after the commit (D35). */
export default class GroupService extends Service {
  /** Makes a group of the caller and friends, of the caller alone where nobody has friends. Fails with group_users_missing, group_user_not_found, group_full or group_limit. */
  async create({ user }: Identity, { userIds = [], name = '' }: GroupRequest): Promise<CachedGroup> {
    const { sql, friends: lists } = this.app;
    const { perOwner, members: most, history } = this.config.group;
    const { hooks } = this.app.chat;
    const rowIds = [...new Set(userIds)];
    if (rowIds.length === 0 && lists.isKept) fail('group_users_missing');
    if (rowIds.length >= most) fail('group_full');
    await this.service.name.assertFree(name, user);
    // Whose rows to hold; they are looked at again under the lock.
    const others = (await findCandidates({ tx: sql, friends: lists }, user.id, rowIds)).map((friend) => friend.id);
    const { id, friends } = await this.app.act({ userId: user.id, others }, async (tx) => {
      await assertMayOwn(tx, user.id, perOwner);
      const friends = await findCandidates({ tx, friends: lists }, user.id, rowIds);
      const called = name.trim() || nameOfAll([user, ...friends]);
      const id = await insertGroup(tx, { ownerId: user.id, name: called, roomKey: null, mode: JOIN_MODE.approval, now: Date.now() });
      const brought = friends.map((friend) => ({ userId: friend.id, inviterId: user.id }));
      await addMembers(tx, { groupId: id, lastSeq: 0, history }, [{ userId: user.id, role: GROUP_ROLE.owner }, ...brought]);
      for (const friend of friends)
        await hooks.run('withinJoin', { tx, groupId: id, userId: friend.id, inviterId: user.id, origin: this.ctx });
      return { id, friends };
    });
    this.app.invalidate([`group:${id}`]);
    hooks.tell('groupCreated', { groupId: id, userId: user.id, isRoom: false, origin: this.ctx });
    for (const friend of friends) hooks.tell('joined', { groupId: id, userId: friend.id, inviterId: user.id, origin: this.ctx });
    await Promise.all([user, ...friends].map((member) => this.service.join.takeUp(member.id)));
    await this.service.notice.inGroup(id, { kind: 'group_created', by: personIn(user) }, `group_created:${id}`);
    return (await this.app.caches.group.get(id)) ?? fail('group_not_found');
  }

  /** The caller's open groups, newest first. */
  list({ user }: Identity, page: Page): Promise<(ListedGroup & OwnPlace)[]> {
    return listGroups(this.app.sql, user.id, page);
  }

  /**
   * A group with a page of its members, for members only. Others see one that anyone may find, one that their code leads to, or, by its number
   * alone and not many, one of which a code is about. Fails with group_not_found or too_many.
   */
  async show({ user }: Identity, groupId: number, { ticket, ...page }: Page & { ticket?: string | undefined }): Promise<ShownGroup> {
    const group = await findGroup(this.app.sql, groupId, user.id);
    if (group && group.role !== null) return { group, members: await listMembers(this.app.sql, groupId, page) };
    const isListed = group !== undefined && group.roomKey !== null;
    if (!isListed && (await findMark(this.app.sql, groupId, user.id)).bannedAt > 0) fail('group_not_found');
    const isOpen = isListed || (ticket !== undefined && (await this.app.tickets.leadsTo(ticket, groupId)));
    if (!isOpen) await this.#lookIn(user.id, groupId);
    return group ? { group, members: [] } : fail('group_not_found');
  }

  /** Renames a group; a room keeps being found by its name. Fails with group_not_found, group_name_owner or room_name_taken. */
  async rename({ user }: Identity, groupId: number, name: string): Promise<void> {
    const called = name.trim();
    if (called === '') fail('input_required', { desc: { zh: '群名称', en: 'Name' } });
    await this.service.name.assertFree(called, user, (await this.app.caches.group.get(groupId))?.name);
    const renaming = changeGroup(this.app.sql, { act: 'rename', groupId, userId: user.id }, async (tx, { group, member }) => {
      const roomKey = group.roomKey === null ? null : roomKeyOf(called);
      const params = [called, findKeyOf(called), roomKey, Date.now(), groupId];
      await tx.execute('UPDATE chat_group SET name = ?, find_key = ?, room_key = ?, updated_at = ? WHERE id = ?', params);
      return personIn(user, member);
    });
    const by = await claimingRoom(renaming);
    await this.#tell(groupId, { kind: 'group_renamed', name: called, by });
  }

  /** Sets the announcement. Fails with group_not_found or group_remark_owner. */
  async announce({ user }: Identity, groupId: number, remark: string): Promise<void> {
    const by = await changeGroup(this.app.sql, { act: 'announce', groupId, userId: user.id }, async (tx, { member }) => {
      await tx.execute('UPDATE chat_group SET remark = ?, updated_at = ? WHERE id = ?', [remark, Date.now(), groupId]);
      return personIn(user, member);
    });
    await this.#tell(groupId, { kind: 'group_announced', remark, by });
  }

  /** Sets who may join. Fails with group_forbidden. */
  async setMode({ user }: Identity, groupId: number, mode: number): Promise<void> {
    await changeGroup(this.app.sql, { act: 'setMode', groupId, userId: user.id }, (tx) =>
      tx.execute('UPDATE chat_group SET invite_confirm = ?, updated_at = ? WHERE id = ?', [mode, Date.now(), groupId]),
    );
    this.app.invalidate([`group:${groupId}`]);
  }

  /** Sets the picture: an upload. Fails with group_not_found, group_owner_only, avatar_invalid, avatar_too_long or file_forbidden. */
  async setAvatar({ user }: Identity, groupId: number, avatar: string): Promise<void> {
    readField('avatar', avatar);
    const change = { act: 'setAvatar', groupId, userId: user.id } as const;
    await changeGroup(this.app.sql, change, async (tx) => {
      const stored = await this.app.files.publish(user.id, avatar, tx);
      await tx.execute('UPDATE chat_group SET avatar = ?, updated_at = ? WHERE id = ?', [stored, Date.now(), groupId]);
    });
    this.app.invalidate([`group:${groupId}`]);
  }

  /** Leaves a group; its owner dissolves it. Fails with group_missing, group_quit_outside, or group_action_invalid if it just changed hands. */
  async leave({ user }: Identity, groupId: number): Promise<void> {
    const { sql } = this.app;
    // What the caller was when asking: nobody dissolves a group by mistake that was given to them a moment ago.
    const asked = await findMember(sql, groupId, user.id);
    const { by, isOwner } = await this.app.act({ userId: user.id }, async (tx) => {
      const group = await lockGroup(tx, groupId);
      if (!group || group.status === GROUP_STATUS.dissolved) fail('group_missing');
      const member = await findMember(tx, groupId, user.id);
      if (!member) return fail('group_quit_outside');
      const isOwner = member.role === GROUP_ROLE.owner;
      if (isOwner !== (asked?.role === GROUP_ROLE.owner)) fail('group_action_invalid');
      // Of a dissolved group the members keep their rows: they may read what was said.
      await (isOwner ? setStatus(tx, groupId, GROUP_STATUS.dissolved) : removeMember(tx, groupId, user.id));
      return { by: personIn(user, member), isOwner };
    });
    this.app.invalidate([`group:${groupId}`]);
    if (!isOwner) {
      this.app.chat.hooks.tell('left', { groupId, userId: user.id, byId: user.id, origin: this.ctx });
      await this.service.groupMember.sendAway(user.id, groupId);
    }
    await this.#tell(groupId, { kind: isOwner ? 'group_dissolved' : 'group_left', by });
  }

  /** From outside, by the number alone: whoever counts numbers comes no further than a few. */
  async #lookIn(userId: number, groupId: number): Promise<void> {
    const { counter } = this.app.engine;
    const limit = limitOf(this.app, 'group');
    for (const key of [`user ${userId}`, addressKey(this.ctx.ip)]) {
      await enforceDistinct(counter, limit, { key, item: String(groupId), refusal: 'too_many' });
    }
    if (!(await this.app.tickets.isAbout(groupId))) fail('group_not_found');
  }

  async #tell(groupId: number, notice: GroupNotice): Promise<void> {
    this.app.invalidate([`group:${groupId}`]);
    await this.service.notice.inGroup(groupId, notice, `${notice.kind}:${groupId}:${crypto.randomUUID()}`);
  }
}
