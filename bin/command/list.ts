import type { UserRow } from '../../app/account/user.ts';
import { withApplication } from '../application.ts';
import { parse } from '../parse.ts';
import { PAGE_SIZE, pageOf, printPage, timeOf } from '../print.ts';
import { UsageError } from '../usage-error.ts';

const STATUS: Readonly<Record<number, string>> = { 0: 'disabled', 1: 'enabled', 2: 'locked', 3: 'erased' };
const TITLES = ['id', 'username', 'nickname', 'role', 'status', 'created', 'last login'];

/** Prints a page of accounts and visitors, newest first, in columns with tabs between. */
export async function list(args: readonly string[]): Promise<void> {
  const options = { search: { type: 'string' }, page: { type: 'string', default: '1' } } as const;
  const { values, positionals } = parse({ args: [...args], options });
  if (positionals.length > 0) throw new UsageError(`user list takes --search and --page only, but got ${positionals.join(' ')}`);
  const page = pageOf(values.page);
  return withApplication(async (app) => {
    const { admin } = app.createAnonymousContext().service;
    const { rows, total } = await admin.list({ search: values.search ?? '', page, limit: PAGE_SIZE });
    printPage(TITLES, rows.map(columns), { page, total });
  });
}

function columns({ id, username, nickname, role, status, created_at, login_at }: UserRow): string[] {
  return [
    String(id),
    username,
    nickname,
    role,
    STATUS[status] ?? String(status),
    timeOf(created_at),
    login_at === null ? '-' : timeOf(login_at),
  ];
}
