import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { readField } from '../account/field.ts';
import type { Identity } from '../account/identity.ts';
import { ENABLED, findUser, type UserRow } from '../account/user.ts';
import { GROUP_ROLE, GROUP_STATUS } from '../cache.ts';
import { fail } from '../error.ts';
import { answerApplication, APPLICATION } from '../group/application.ts';
import { changeGroup, holdGroup } from '../group/change.ts';
import type { Page } from '../page.ts';
import { banFrom, liftBan, listBanned, type BannedRow } from '../group/mark.ts';
import { personIn } from '../group/person.ts';
import { bumpAcl, countOwned, findMember, lockGroup, removeMember, setOwner, setRole, type StoredMember } from '../group/store.ts';
import type { GroupNotice, Person } from '../messaging/notice/facts.ts';
import { standsAbove } from '../policy/group-right.ts';

/** Which member of which group. */
export interface MemberTarget {
  readonly groupId: number;
  readonly userId: number;
}

/** A member's own name in a group. */
export interface Naming {
  readonly id: number;
  readonly nickname: string;
  /** As it was when absent. */
  readonly avatar?: string | undefined;
}

const MINUTE = 60_000;

/** Members of groups: what they are called, and what owners and admins do to them; felt from the next message on. */
export default class GroupMemberService extends Service {
  /** Sets the caller's name, and picture, in a group. Fails with group_nickname_outside, avatar_invalid, avatar_too_long or file_forbidden. */
  async name({ user }: Identity, { id, nickname, avatar }: Naming): Promise<void> {
    const called = nickname.trim();
    const mayBear = await this.service.name.mayBear(called, user);
    await this.app.act({ userId: user.id }, async (tx) => {
      const group = await lockGroup(tx, id);
      const member = await findMember(tx, id, user.id);
      if (group?.status !== GROUP_STATUS.open || !member) fail('group_nickname_outside');
      const picture = avatar === undefined ? null : await this.#publish(tx, user.id, avatar);
      if (called === '') fail('input_required', { desc: { zh: '群昵称', en: 'Nickname' } });
      if (called !== member.nickname && !mayBear) fail('name_reserved');
      const values = [called, picture, user.id, id];
      await tx.execute('UPDATE member SET nickname = ?, avatar = COALESCE(?, avatar) WHERE user_id = ? AND conversation_id = ?', values);
    });
    this.app.invalidate([`group:${id}`]);
  }

  /** Those who were removed and may not come back, the latest first. Fails with group_forbidden. */
  async banned({ user }: Identity, groupId: number, page: Page): Promise<{ list: BannedRow[]; more: boolean }> {
    const rows = await changeGroup(this.app.sql, { act: 'listBans', groupId, userId: user.id }, (tx) => listBanned(tx, groupId, page));
    return { list: rows.slice(0, page.limit), more: rows.length > page.limit };
  }

  /** Lets somebody come back who was removed; a mute stays. Fails with group_forbidden or group_ban_missing. */
  async lift({ user }: Identity, { groupId, userId }: MemberTarget): Promise<void> {
    await changeGroup(this.app.sql, { act: 'liftBan', groupId, userId: user.id }, async (tx) => {
      if (!(await liftBan(tx, groupId, userId))) fail('group_ban_missing');
    });
  }

  /** Removes a member, who is told (D41) and does not come back until an admin lifts that. Fails with group_not_found, group_owner_only, group_owner_stays or group_member_missing. */
  async remove({ user }: Identity, { groupId, userId }: MemberTarget): Promise<void> {
    const { id, name, avatar } = await changeGroup(this.app.sql, { act: 'remove', groupId, userId: user.id }, async (tx, { group }) => {
      if (userId === user.id) fail('group_owner_stays');
      if (!(await removeMember(tx, groupId, userId))) fail('group_member_missing');
      await banFrom(tx, groupId, { userId, by: user.id });
      // What they asked meanwhile has its answer by that.
      await answerApplication(tx, { groupId, userId, status: APPLICATION.refused, handlerId: user.id });
      return group;
    });
    this.app.invalidate([`group:${groupId}`]);
    this.app.chat.hooks.tell('left', { groupId, userId, byId: user.id, origin: this.ctx });
    await this.sendAway(userId, groupId);
    await this.service.notice.toUser(userId, { kind: 'group_removed', group: { id, name, avatar } }, keyOf('group_removed', groupId));
  }

  /** Silences a member for some minutes, or lets them speak again with 0. Fails with group_forbidden or group_member_missing. */
  async mute({ user }: Identity, target: MemberTarget, minutes: number): Promise<void> {
    const { groupId, userId } = target;
    const mutedUntil = minutes === 0 ? 0 : Date.now() + minutes * MINUTE;
    const notice = await changeGroup(this.app.sql, { act: 'mute', groupId, userId: user.id }, async (tx, { member }) => {
      const other = await memberOf(tx, target);
      if (!standsAbove(member.role, other.role)) fail('group_forbidden');
      if (other.mutedUntil === mutedUntil) return undefined;
      await tx.execute('UPDATE member SET muted_until = ? WHERE user_id = ? AND conversation_id = ?', [mutedUntil, userId, groupId]);
      await bumpAcl(tx, groupId);
      const until = minutes === 0 ? null : mutedUntil;
      return { kind: 'group_muted', by: personIn(user, member), user: await personOf(tx, userId, other), until } as const;
    });
    await this.#tell(groupId, notice);
  }

  /** Lets only the owner and admins write, or all again. Fails with group_forbidden. */
  async muteAll({ user }: Identity, groupId: number, value: 0 | 1): Promise<void> {
    const notice = await changeGroup(this.app.sql, { act: 'muteAll', groupId, userId: user.id }, async (tx, { group, member }) => {
      if (group.isMuted === value) return undefined;
      await tx.execute('UPDATE chat_group SET is_muted = ?, updated_at = ? WHERE id = ?', [value, Date.now(), groupId]);
      await bumpAcl(tx, groupId);
      return { kind: 'group_muted', by: personIn(user, member), user: null, until: value === 1 ? 0 : null } as const;
    });
    await this.#tell(groupId, notice);
  }

  /** Makes a member an admin, or no longer. Fails with group_not_found, group_owner_only, group_member_missing, group_role_visitor or
   * group_applicant_unavailable. */
  async appoint({ user }: Identity, target: MemberTarget, value: 0 | 1): Promise<void> {
    const { groupId, userId } = target;
    const role = value === 1 ? GROUP_ROLE.admin : GROUP_ROLE.member;
    const notice = await changeGroup(this.app.sql, { act: 'appoint', groupId, userId: user.id }, async (tx, { member }) => {
      const other = await memberOf(tx, target);
      if (other.role === GROUP_ROLE.owner) fail('group_action_invalid');
      if (other.role === role) return undefined;
      if (value === 1) await eligible(tx, userId);
      await setRole(tx, groupId, { userId, role });
      const person = await personOf(tx, userId, other);
      return { kind: 'group_admin', by: personIn(user, member), user: person, isAdmin: value === 1 } as const;
    });
    await this.#tell(groupId, notice);
  }

  /** Gives the group to a member; the owner before becomes a plain one. Fails as `appoint`, or with group_owner_limit. */
  async transfer({ user }: Identity, target: MemberTarget): Promise<void> {
    const { groupId, userId } = target;
    // Both users before the group: whoever makes a group meanwhile is counted.
    const notice = await this.app.act({ userId: user.id, others: [userId] }, async (tx) => {
      const { group, member } = await holdGroup(tx, { act: 'transfer', groupId, userId: user.id });
      const owner = await this.#successor(tx, target);
      await setOwner(tx, group, userId);
      return { kind: 'group_transferred', by: personIn(user, member), owner } as const;
    });
    await this.#tell(groupId, notice);
  }

  /** Tells the screens of a user who is a member no longer; a screen that is not told finds out by itself. */
  async sendAway(userId: number, groupId: number): Promise<void> {
    const told = this.app.chat.signals.toUsers([userId], { op: 'gone', conversation: groupId });
    await told.catch((error: unknown) => this.logger.warn({ err: error }, 'who left a group was not told'));
  }

  async #publish(tx: SqlSession, userId: number, avatar: string): Promise<string> {
    readField('avatar', avatar);
    return this.app.files.publish(userId, avatar, tx);
  }

  async #successor(tx: SqlSession, target: MemberTarget): Promise<Person> {
    const other = await memberOf(tx, target);
    if (other.role === GROUP_ROLE.owner) fail('group_action_invalid');
    const heir = await eligible(tx, target.userId);
    if ((await countOwned(tx, target.userId)) >= this.config.group.perOwner) fail('group_owner_limit');
    return personIn(heir, other);
  }

  /** Nothing happened where there is no notice. */
  async #tell(groupId: number, notice: GroupNotice | undefined): Promise<void> {
    if (!notice) return;
    this.app.invalidate([`group:${groupId}`]);
    await this.service.notice.inGroup(groupId, notice, keyOf(notice.kind, groupId));
  }
}

async function memberOf(tx: SqlSession, { groupId, userId }: MemberTarget): Promise<StoredMember> {
  return (await findMember(tx, groupId, userId)) ?? fail('group_member_missing');
}

/** Who may speak for a group: an account that is open. */
async function eligible(tx: SqlSession, userId: number): Promise<UserRow> {
  const user = await findUser(tx, 'id', userId);
  if (user?.status !== ENABLED) return fail('group_applicant_unavailable');
  return user.role === 'visitor' ? fail('group_role_visitor') : user;
}

async function personOf(tx: SqlSession, userId: number, member: StoredMember): Promise<Person> {
  const user = await findUser(tx, 'id', userId);
  return personIn(user ?? { id: userId, username: '', nickname: '', avatar: '' }, member);
}

/** Each of these happens anew. */
function keyOf(kind: string, groupId: number): string {
  return `${kind}:${groupId}:${crypto.randomUUID()}`;
}
