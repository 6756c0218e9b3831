import type { TestApp } from './app.ts';
import { createUser, createVisitor, makeFriends, type TestUser } from './factory.ts';
import { makeGroup } from './ticket.ts';

/** A group with somebody in every role, and somebody outside. */
export interface Cast {
  readonly groupId: number;
  readonly owner: TestUser;
  readonly admin: TestUser;
  readonly member: TestUser;
  /** A member without an account. */
  readonly visitor: TestUser;
  readonly stranger: TestUser;
}

/** Makes users and a group of them. */
export async function castGroup(target: TestApp): Promise<Cast> {
  const [owner, admin, member, stranger, visitor] = await Promise.all([
    createUser(target, { nickname: '群主' }),
    createUser(target),
    createUser(target, { nickname: '成员' }),
    createUser(target),
    createVisitor(target),
  ]);
  const groupId = await makeGroup(target, { name: '老群', owner, admins: [admin], members: [member, visitor] });
  return { groupId, owner, admin, member, visitor, stranger };
}

/** Makes friends of a user and gives the rows of the user's list. */
export async function befriend(target: TestApp, user: TestUser, ...friends: TestUser[]): Promise<number[]> {
  for (const friend of friends) await makeFriends(target, user.id, friend.id);
  return Promise.all(friends.map((friend) => friendRow(target, user, friend)));
}

/** The id of a user's row about a friend; 0 without one. */
export async function friendRow({ app }: TestApp, user: TestUser, friend: TestUser): Promise<number> {
  const query = 'SELECT id FROM friend WHERE user_id = ? AND friend_id = ?';
  const [row] = await app.sql.query<{ id: number }>(query, [user.id, friend.id]);
  return row?.id ?? 0;
}
