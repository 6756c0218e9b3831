import { argument, defineCommand, option, text } from '#kernel';
import type { ListedGroup } from '../../group/list.ts';
import { answerPage, PAGE_SIZE, timeOf, type Column } from '../../terminal/print.ts';
import { PAGE } from '../../terminal/reader.ts';

const STATUS: Readonly<Record<number, string>> = { 0: 'banned', 1: 'open', 2: 'dissolved' };

const COLUMNS: readonly Column<ListedGroup>[] = [
  { title: 'id', name: 'id', value: ({ id }) => id },
  { title: 'name', name: 'name', value: ({ name }) => name },
  { title: 'owner', name: 'owner', value: ({ ownerId }) => ownerId },
  { title: 'members', name: 'members', value: ({ count }) => count },
  { title: 'status', name: 'status', value: ({ status }) => STATUS[status] ?? status },
  { title: 'created', name: 'created_at', value: ({ createdAt }) => createdAt, shown: ({ createdAt }) => timeOf(createdAt) },
];

/** Answers with a page of groups and rooms, newest first. */
export default defineCommand({
  about: 'list groups and rooms, newest first',
  takes: { search: argument('text|id', text).or(''), page: option('n', PAGE).or(1) },
  async run({ ctx, output }, { search, page }) {
    const { rows, total } = await ctx.service.admin.listGroups({ search, page, limit: PAGE_SIZE });
    answerPage(output, { columns: COLUMNS, rows }, { name: 'groups', page, total });
  },
});
