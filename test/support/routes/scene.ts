import { insertGroup, addMembers } from '../../../app/group/store.ts';
import { banFrom } from '../../../app/group/mark.ts';
import { writeApplication } from '../../../app/group/application.ts';
import { GROUP_ROLE } from '../../../app/cache.ts';
import type { TestApp } from '../app.ts';
import { createUser, createVisitor, freshName, makeFriends, setStatus, type TestUser } from '../factory.ts';
import { friendRow } from '../group.ts';
import { postIn } from '../group-chat.ts';
import { dropMember, makeGroup } from '../ticket.ts';
import type { Person, Role } from './table.ts';

/** Everybody's. */
export const PASSWORD = 'a-test-password';

/** A group to make: who may join, and what happened in it. */
export interface Making {
  readonly mode?: 0 | 1 | 2;
  readonly meanwhile?: (groupId: number) => Promise<unknown>;
}

/** A message that the member wrote in a new group. */
export interface Said {
  readonly groupId: number;
  readonly id: string;
  readonly seq: number;
}

/** Somebody in every role, what they have, and words in it that outsiders must not see. Each method makes a new thing, so that a call can be repeated. */
export class Scene {
  readonly target: TestApp;
  readonly people: Readonly<Record<Person, TestUser>>;
  /** In all that the members of the group see, and nobody else. */
  readonly secret = word('secret');
  /** In what the owner calls the friend. */
  readonly remark = word('remark');

  private constructor(target: TestApp, people: Readonly<Record<Person, TestUser>>) {
    this.target = target;
    this.people = people;
  }

  /** The non-member is a friend of the owner, and was a member. */
  static async make(target: TestApp): Promise<Scene> {
    const account = (): Promise<TestUser> => createUser(target, { password: PASSWORD });
    const [visitor, insider] = await Promise.all([createVisitor(target), createVisitor(target)]);
    const [user, left, member, admin, owner, disabled] = await Promise.all([
      account(),
      account(),
      account(),
      account(),
      account(),
      account(),
    ]);
    const others = { 'visitor inside': insider, 'non-member': left };
    const scene = new Scene(target, { visitor, user, member, admin, owner, disabled, ...others });
    await makeFriends(target, scene.id('owner'), scene.id('non-member'));
    const remark = [scene.remark, scene.id('owner'), scene.id('non-member')];
    await target.app.sql.execute('UPDATE friend SET remark = ? WHERE user_id = ? AND friend_id = ?', remark);
    await setStatus(target, scene.id('disabled'), 0);
    return scene;
  }

  id(person: Person): number {
    return this.people[person].id;
  }

  token(role: Role): string | undefined {
    return role === 'no token' ? undefined : this.people[role].token;
  }

  /** A group of everybody who is inside; the non-member was there for `meanwhile`. */
  async group({ mode = 0, meanwhile }: Making = {}): Promise<number> {
    const { owner, admin, member, disabled } = this.people;
    const left = this.people['non-member'];
    const members = [member, disabled, this.people['visitor inside'], left];
    const id = await makeGroup(this.target, { name: 'a group', owner, admins: [admin], members, mode });
    await this.#hideWords(id);
    await meanwhile?.(id);
    await dropMember(this.target, id, left.id);
    return id;
  }

  /** A group from which the non-member was removed. */
  async bannedFrom(): Promise<number> {
    const groupId = await this.group();
    const ban = { userId: this.id('non-member'), by: this.id('owner') };
    await this.target.app.sql.transaction((tx) => banFrom(tx, groupId, ban));
    return groupId;
  }

  /** A group that anyone may find. */
  async room(): Promise<number> {
    const { app } = this.target;
    const people = ['admin', 'member', 'disabled', 'visitor inside'] as const;
    const roles = people.map((person) => ({ userId: this.id(person), role: person === 'admin' ? GROUP_ROLE.admin : GROUP_ROLE.member }));
    const id = await app.sql.transaction(async (tx) => {
      const name = freshName();
      const groupId = await insertGroup(tx, { ownerId: this.id('owner'), name, roomKey: name, now: Date.now() });
      const owner = { userId: this.id('owner'), role: GROUP_ROLE.owner };
      await addMembers(tx, { groupId, lastSeq: 0, history: 'joined' }, [owner, ...roles]);
      return groupId;
    });
    await this.#hideWords(id);
    return id;
  }

  async message(): Promise<Said> {
    const said: string[] = [];
    const groupId = await this.group({
      meanwhile: async (to) => said.push((await postIn(this.target, this.people.member, { to, data: this.secret })).data.id),
    });
    return { groupId, id: said[0]!, seq: 1 };
  }

  /** A new group that the user asks to join. */
  async groupApplication(): Promise<number> {
    const groupId = await this.group({ mode: 1 });
    const application = { groupId, userId: this.id('user'), inviterId: 0, ticketId: 0, note: this.secret };
    await this.target.app.sql.transaction((tx) => writeApplication(tx, application));
    return groupId;
  }

  /** The owner's row about the non-member. */
  friendRow(): Promise<number> {
    return friendRow(this.target, this.people.owner, this.people['non-member']);
  }

  /** The member's login session. */
  async session(): Promise<number> {
    const query = 'SELECT id FROM session WHERE user_id = ? ORDER BY id DESC LIMIT 1';
    const [row] = await this.target.app.sql.query<{ id: number }>(query, [this.id('member')]);
    return row!.id;
  }

  /** A visitor who has written to the owner. */
  async writer(): Promise<number> {
    const visitor = await createVisitor(this.target);
    const message = { sendto_id: this.id('owner'), chatType: 'single', type: 'text', data: 'a question' };
    await this.target.api.as(visitor.token).post('/api/chat/socket/sendmessage', message);
    return visitor.id;
  }

  /** A code of a session of somebody else. */
  async handover(): Promise<string> {
    const { token } = await createUser(this.target);
    return (await this.target.api.as(token).post<{ code: string }>('/api/chat/handover')).data.code;
  }

  async #hideWords(groupId: number): Promise<void> {
    const { app } = this.target;
    await app.sql.execute('UPDATE chat_group SET remark = ? WHERE id = ?', [this.secret, groupId]);
    await app.sql.execute('UPDATE member SET nickname = ? WHERE conversation_id = ?', [this.secret, groupId]);
    app.invalidate([`group:${groupId}`]);
  }
}

/** A word of 20 characters that stands nowhere else. */
function word(prefix: string): string {
  return (prefix + crypto.randomUUID().replaceAll('-', '')).slice(0, 20);
}
