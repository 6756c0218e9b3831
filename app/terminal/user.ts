import type { UserRow } from '../account/user.ts';
import { timeOf, type Column } from './print.ts';

const STATUS: Readonly<Record<number, string>> = { 0: 'disabled', 1: 'enabled', 2: 'locked', 3: 'erased' };

/** What commands show of an account. */
export const USER_COLUMNS: readonly Column<UserRow & { readonly rights: readonly string[] }>[] = [
  { title: 'id', name: 'id', value: ({ id }) => id },
  { title: 'username', name: 'username', value: ({ username }) => username },
  { title: 'nickname', name: 'nickname', value: ({ nickname }) => nickname },
  { title: 'role', name: 'role', value: ({ role }) => role },
  { title: 'status', name: 'status', value: ({ status }) => STATUS[status] ?? status },
  { title: 'created', name: 'created_at', value: ({ created_at: at }) => at, shown: ({ created_at: at }) => timeOf(at) },
  { title: 'last login', name: 'login_at', value: ({ login_at: at }) => at, shown: ({ login_at: at }) => (at === null ? '-' : timeOf(at)) },
  { title: 'rights', name: 'rights', value: ({ rights }) => rights.join(' '), shown: ({ rights }) => rights.join(' ') || '-' },
];
