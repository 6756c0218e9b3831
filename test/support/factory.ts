import { insertUser, type NewUser, type Role } from '../../app/account/user.ts';
import type { Chatset } from '../../protocol/index.ts';
import { writeChatset } from '../../app/policy/chatset.ts';
import type { TestApp } from './app.ts';

/** An account that a test made, signed in. */
export interface TestUser {
  readonly id: number;
  readonly uuid: string;
  readonly username: string;
  readonly token: string;
}

/** What a test wants of a user beside the defaults. */
export interface UserOptions {
  readonly username?: string;
  /** None by default: then nobody signs in with one, and nothing is hashed. */
  readonly password?: string;
  readonly nickname?: string;
  readonly chatset?: Chatset;
}

let count = 0;
const hashes = new Map<string, Promise<string>>();

/** A username that no other call gives, in this process or another. */
export function freshName(): string {
  count += 1;
  return `u${process.pid}_${count}_${Date.now().toString(36)}`.slice(0, 20);
}

/** A user with a session. */
export async function createUser(
  target: TestApp,
  { username = freshName(), password, nickname, chatset }: UserOptions = {},
): Promise<TestUser> {
  const passwordHash = password === undefined ? null : await hashOf(target, password);
  return enter(target, {
    username,
    passwordHash,
    role: 'user',
    ...(nickname !== undefined && { nickname }),
    ...(chatset && { chatset: writeChatset(chatset) }),
  });
}

/** A visitor with a session, of a device that no other has. */
export function createVisitor(target: TestApp, { deviceId = crypto.randomUUID() } = {}): Promise<TestUser> {
  return enter(target, { username: freshName(), passwordHash: null, role: 'visitor', deviceId });
}

/** Signs a user in as a login does, without a password; returns the token. */
export async function login(target: TestApp, userId: number, role: Role = 'user'): Promise<string> {
  const { session } = target.app.createAnonymousContext().service;
  const { token } = await session.enter(() => Promise.resolve({ userId, role, reason: 'replaced' }));
  return token;
}

/** Sets a user's status behind the services' back, as an administrator's hand in the database would. */
export async function setStatus({ app }: TestApp, userId: number, status: number): Promise<void> {
  await app.sql.execute('UPDATE user SET status = ? WHERE id = ?', [status, userId]);
  app.invalidate([`user:${userId}`]);
}

async function enter({ app }: TestApp, user: NewUser): Promise<TestUser> {
  const { session } = app.createAnonymousContext().service;
  const entered = await session.enter(async (tx) => {
    const userId = await insertUser(tx, user, Date.now());
    return { userId, role: user.role, reason: 'replaced' };
  });
  const { id, uuid, username } = entered.user;
  return { id, uuid, username, token: entered.token };
}

/** Puts two users into each other's friend lists. */
export async function makeFriends({ app }: TestApp, one: number, two: number): Promise<void> {
  for (const pair of [
    [one, two],
    [two, one],
  ])
    await app.sql.execute('INSERT INTO friend (user_id, friend_id, created_at) VALUES (?, ?, ?)', [...pair, Date.now()]);
  app.invalidate([`relation:${one}:${two}`, `relation:${two}:${one}`]);
}

/** Puts `target` on the blacklist of `user`. */
export async function block({ app }: TestApp, user: number, target: number): Promise<void> {
  await app.sql.execute('INSERT INTO blacklist (user_id, target_id, created_at) VALUES (?, ?, ?)', [user, target, Date.now()]);
  app.invalidate([`relation:${target}:${user}`]);
}

/** The hash of a password, made once in a process: it takes as long as it is meant to. */
function hashOf({ app }: TestApp, password: string): Promise<string> {
  const made = hashes.get(password) ?? app.password.hash(password);
  hashes.set(password, made);
  return made;
}
