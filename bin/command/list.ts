import { UsageError } from '#kernel';
import type { UserRow } from '../../app/account/user.ts';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { parse } from '../parse.ts';
import { answerPage, PAGE_SIZE, pageOf, timeOf, type Column } from '../print.ts';

const STATUS: Readonly<Record<number, string>> = { 0: 'disabled', 1: 'enabled', 2: 'locked', 3: 'erased' };

const COLUMNS: readonly Column<UserRow>[] = [
  { title: 'id', name: 'id', value: ({ id }) => id },
  { title: 'username', name: 'username', value: ({ username }) => username },
  { title: 'nickname', name: 'nickname', value: ({ nickname }) => nickname },
  { title: 'role', name: 'role', value: ({ role }) => role },
  { title: 'status', name: 'status', value: ({ status }) => STATUS[status] ?? status },
  { title: 'created', name: 'created_at', value: ({ created_at: at }) => at, shown: ({ created_at: at }) => timeOf(at) },
  { title: 'last login', name: 'login_at', value: ({ login_at: at }) => at, shown: ({ login_at: at }) => (at === null ? '-' : timeOf(at)) },
];

/** Answers with a page of accounts and visitors, newest first. */
export async function list(args: readonly string[], output: Output): Promise<void> {
  const options = { search: { type: 'string' }, page: { type: 'string', default: '1' } } as const;
  const { values, positionals } = parse({ args: [...args], options });
  if (positionals.length > 0) throw new UsageError(`user list takes --search and --page only, but got ${positionals.join(' ')}`);
  const page = pageOf(values.page);
  return withApplication(async (app) => {
    const { admin } = app.createAnonymousContext().service;
    const { rows, total } = await admin.list({ search: values.search ?? '', page, limit: PAGE_SIZE });
    answerPage(output, { columns: COLUMNS, rows }, { name: 'users', page, total });
  });
}
