import { defineCommand, option, text } from '#kernel';
import type { UserRow } from '../../account/user.ts';
import { answerPage, PAGE_SIZE, timeOf, type Column } from '../../terminal/print.ts';
import { PAGE } from '../../terminal/reader.ts';

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
export default defineCommand({
  about: 'accounts and visitors, newest first',
  takes: { search: option('text', text).or(''), page: option('n', PAGE).or(1) },
  async run({ ctx, output }, { search, page }) {
    const { rows, total } = await ctx.service.admin.list({ search, page, limit: PAGE_SIZE });
    answerPage(output, { columns: COLUMNS, rows }, { name: 'users', page, total });
  },
});
