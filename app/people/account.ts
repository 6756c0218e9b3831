import type { Context } from '#kernel';
import { findUser, type UserRow } from '../account/user.ts';
import { fail } from '../error.ts';
import { presentProfile } from '../presenter/user.ts';
import type { ReadSection } from './section.ts';

/** The account itself, as an export shows it. */
export const ACCOUNT: readonly ReadSection[] = [
  {
    name: 'account',
    async read(ctx, userId) {
      const { id, uuid, username, nickname, avatar, role, status, device_id, created_at, login_at } = await rowOf(ctx, userId);
      return { id, uuid, username, nickname, avatar, role, status, device_id, created_at, login_at };
    },
  },
  {
    name: 'profile',
    async read(ctx, userId) {
      return presentProfile(await rowOf(ctx, userId), true).userinfo;
    },
  },
  {
    name: 'settings',
    async read(ctx, userId) {
      const user = await rowOf(ctx, userId);
      const { chatset } = presentProfile(user, true);
      return { invite_confirm: user.invite_confirm, ...(await ctx.service.profile.shown(userId)), chatset };
    },
  },
];

async function rowOf({ app }: Context, userId: number): Promise<UserRow> {
  return (await findUser(app.sql, 'id', userId)) ?? fail('user_missing');
}
