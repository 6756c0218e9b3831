import { Service } from '#kernel';
import { isReserved } from '../account/reserved-name.ts';
import { isServiceAccount } from '../account/service-account.ts';
import type { CachedUser } from '../cache.ts';
import { fail } from '../error.ts';

/** What people and groups may be called. */
export default class NameService extends Service {
  /** Refuses a name that passes for one of ours, unless it is the name that it takes the place of, or the account may bear it. Fails with name_reserved. */
  async assertFree(name: string, by?: CachedUser, current = ''): Promise<void> {
    if (name.trim() !== current && !(await this.mayBear(name, by))) fail('name_reserved');
  }

  /** Whether somebody may be called so: the accounts of the service, and those with the right, whatever it passes for. */
  async mayBear(name: string, by?: CachedUser): Promise<boolean> {
    if (this.isFree(name)) return true;
    return by !== undefined && (isServiceAccount(by, this.config.service) || this.service.right.may({ user: by }, 'name.reserved'));
  }

  /** Whether a name passes for none of ours. */
  isFree(name: string): boolean {
    const { accounts, reserved } = this.config.service;
    return !isReserved(name, [...reserved, ...accounts]);
  }
}
