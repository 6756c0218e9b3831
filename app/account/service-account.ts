import type { AppConfig } from '#kernel';
import type { CachedUser } from '../cache.ts';

/** Whether visitors are meant to write to an account: one of `config.service.accounts`. Everything that asks this asks here. */
export function isServiceAccount(user: Pick<CachedUser, 'username'>, { accounts }: AppConfig['service']): boolean {
  return accounts.includes(user.username.toLowerCase());
}
