import assert from 'node:assert/strict';
import type { Identity } from '../../app/account/identity.ts';
import { ChatError, type ErrorCode } from '../../app/error.ts';
import type { StoredApplication } from '../../app/group/application.ts';
import { readNotice, type Notice, type Person } from '../../app/messaging/notice/facts.ts';
import type { JoinState } from '../../protocol/index.ts';
import type { EntryRequest } from '../../app/service/join.ts';
import { anew } from './anew.ts';
import type { TestApp } from './app.ts';
import { createUser, createVisitor, type TestUser } from './factory.ts';
import { makeGroup, servicesOf } from './ticket.ts';

/** Name of the groups that `Door.group` makes. */
export const GROUP_NAME = '测试群';

/** People at the door of a group, and what a test looks at there. */
export class Door {
  readonly owner: TestUser;
  /** A plain member of every group. */
  readonly member: TestUser;
  /** A member of none, as the visitor. */
  readonly user: TestUser;
  readonly visitor: TestUser;
  readonly #target: TestApp;

  private constructor(target: TestApp, [owner, member, user, visitor]: readonly [TestUser, TestUser, TestUser, TestUser]) {
    this.#target = target;
    this.owner = owner;
    this.member = member;
    this.user = user;
    this.visitor = visitor;
  }

  /** New people, who know nobody. */
  static async open(target: TestApp): Promise<Door> {
    return new Door(target, await Promise.all([createUser(target), createUser(target), createUser(target), createVisitor(target)]));
  }

  /** Other people before each test of a suite. */
  static anew(target: TestApp): Door {
    const user = (): TestUser => anew(() => createUser(target));
    return new Door(target, [user(), user(), user(), anew(() => createVisitor(target))]);
  }

  /** A group of the owner with the member in it, that anyone may find. */
  group(mode: 0 | 1 | 2 = 0, admins: readonly TestUser[] = []): Promise<number> {
    return makeGroup(this.#target, { name: GROUP_NAME, owner: this.owner, admins, members: [this.member], mode, isListed: true });
  }

  async enter(who: TestUser, request: EntryRequest): Promise<JoinState> {
    return servicesOf(this.#target).join.enter(await this.#identityOf(who), request);
  }

  async decide(who: TestUser, groupId: number, answer: { userId: number; type: string }): Promise<void> {
    await servicesOf(this.#target).join.decide(await this.#identityOf(who), { groupId, ...answer });
  }

  /** What those who applied to a group say, as somebody who decides on it reads it. */
  async notes(who: TestUser, groupId: number): Promise<string[]> {
    const { groupApplication } = servicesOf(this.#target);
    const { list } = await groupApplication.decided(await this.#identityOf(who), { groupId, page: 1, limit: 10 });
    return list.map(({ row }) => row.note);
  }

  async members(groupId: number): Promise<number[]> {
    const rows = await this.#target.app.sql.query<{ id: number }>('SELECT user_id AS id FROM member WHERE conversation_id = ?', [groupId]);
    return rows.map(({ id }) => id).toSorted((a, b) => a - b);
  }

  /** The one application of a user, if there is one. */
  async application(groupId: number, userId: number): Promise<Partial<StoredApplication> | undefined> {
    const rows = await this.#target.app.sql.query<Partial<StoredApplication>>(
      `SELECT status, inviter_id AS inviterId, ticket_id AS ticketId, note, handler_id AS handlerId
       FROM group_application WHERE group_id = ? AND user_id = ?`,
      [groupId, userId],
    );
    assert.ok(rows.length <= 1);
    return rows[0] && { ...rows[0] };
  }

  /** What a group was told. */
  inGroup(groupId: number): Promise<Notice[]> {
    return this.#notices(`group:${groupId}`);
  }

  /** What a user was told. */
  toUser(userId: number): Promise<Notice[]> {
    return this.#notices(`system:${userId}`);
  }

  async #notices(nameKey: string): Promise<Notice[]> {
    const rows = await this.#target.app.sql.query<{ data: string }>(
      'SELECT m.data AS data FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.name_key = ? ORDER BY m.seq',
      [nameKey],
    );
    return rows.map(({ data }) => readNotice(data));
  }

  #identityOf({ token }: TestUser): Promise<Identity> {
    return servicesOf(this.#target).session.authenticate(token);
  }
}

/** A user of a test as notices name one. */
export function person({ id, username }: TestUser): Person {
  return { id, name: username, avatar: '' };
}

/** Holds that an attempt fails with this code. */
export async function refuses(attempt: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(attempt, (error) => error instanceof ChatError && error.code === code, code);
}

/** How many of several attempts went through; the others must have failed with this code. */
export async function winners(attempts: readonly Promise<unknown>[], code: ErrorCode): Promise<number> {
  const results = await Promise.allSettled(attempts);
  const lost = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
  for (const reason of lost) assert.ok(reason instanceof ChatError && reason.code === code, String(reason));
  return results.length - lost.length;
}
