import { defineCommand, option, text } from '#kernel';
import { answerPage, PAGE_SIZE } from '../../terminal/print.ts';
import { PAGE } from '../../terminal/reader.ts';
import { USER_COLUMNS } from '../../terminal/user.ts';

/** Answers with a page of accounts and visitors, newest first. */
export default defineCommand({
  about: 'list accounts and visitors, newest first',
  takes: { search: option('text', text).or(''), page: option('n', PAGE).or(1) },
  async run({ ctx: { service }, output }, { search, page }) {
    const { rows, total } = await service.admin.list({ search, page, limit: PAGE_SIZE });
    const granted = await service.right.of(rows.map(({ id }) => id));
    const users = rows.map((row) => ({ ...row, rights: granted.get(row.id) ?? [] }));
    answerPage(output, { columns: USER_COLUMNS, rows: users }, { name: 'users', page, total });
  },
});
