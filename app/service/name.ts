import { Service } from '#kernel';
import { isReserved } from '../account/reserved-name.ts';
import { isServiceAccount } from '../account/service-account.ts';
import type { CachedUser } from '../cache.ts';
import { fail } from '../error.ts';

/** What people and groups may be called. */
export default class NameService extends Service {
  /** Refuses a name that passes for one of ours, unless the account is one or it is the name it has already. Fails with name_reserved. */
  assertFree(name: string, by?: CachedUser, current = ''): void {
    if (name.trim() === current || (by && (by.role === 'admin' || isServiceAccount(by, this.config.service)))) return;
    if (!this.isFree(name)) fail('name_reserved');
  }

  /** Whether a name passes for none of ours. */
  isFree(name: string): boolean {
    const { accounts, reserved } = this.config.service;
    return !isReserved(name, [...reserved, ...accounts]);
  }
}
