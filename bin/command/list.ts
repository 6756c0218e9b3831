import type { UserRow } from '../../app/account/user.ts';
import { withApplication } from '../application.ts';
import { parse } from '../parse.ts';
import { UsageError } from '../usage-error.ts';

const PAGE_SIZE = 50;
const STATUS: Readonly<Record<number, string>> = { 0: 'disabled', 1: 'enabled', 2: 'locked' };

/** Prints a page of accounts and visitors, newest first, in columns with tabs between. */
export async function list(args: readonly string[]): Promise<void> {
  const options = { search: { type: 'string' }, page: { type: 'string', default: '1' } } as const;
  const { values, positionals } = parse({ args: [...args], options });
  if (positionals.length > 0) throw new UsageError(`user list takes --search and --page only, but got ${positionals.join(' ')}`);
  const page = pageOf(values.page);
  return withApplication(async (app) => {
    const { admin } = app.createAnonymousContext().service;
    const { rows, total } = await admin.list({ search: values.search ?? '', page, limit: PAGE_SIZE });
    console.log(['id', 'username', 'nickname', 'role', 'status', 'created', 'last login'].join('\t'));
    for (const row of rows) console.log(columns(row).map(printable).join('\t'));
    console.log(`page ${page} of ${Math.max(1, Math.ceil(total / PAGE_SIZE))}, ${total} in all`);
  });
}

function pageOf(given: string): number {
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new UsageError(`--page is a number from 1, not ${given}`);
  return Number(given);
}

function columns({ id, username, nickname, role, status, created_at, login_at }: UserRow): string[] {
  return [
    String(id),
    username,
    nickname,
    role,
    STATUS[status] ?? String(status),
    time(created_at),
    login_at === null ? '-' : time(login_at),
  ];
}

function time(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** People choose their nicknames: none of them may steer the terminal. */
function printable(value: string): string {
  return value.replaceAll(/\p{C}/gu, '?');
}
