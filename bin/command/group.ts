import { UsageError, type Context } from '#kernel';
import type { ListedGroup } from '../../app/group/list.ts';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { parse } from '../parse.ts';
import { answerPage, PAGE_SIZE, pageOf, printable, timeOf, type Column } from '../print.ts';

/** Does something to one group and says what it is now. */
type Action = (ctx: Context, id: number) => Promise<{ readonly name: string; readonly is: string }>;

const STATUS: Readonly<Record<number, string>> = { 0: 'banned', 1: 'open', 2: 'dissolved' };

const COLUMNS: readonly Column<ListedGroup>[] = [
  { title: 'id', name: 'id', value: ({ id }) => id },
  { title: 'name', name: 'name', value: ({ name }) => name },
  { title: 'owner', name: 'owner', value: ({ ownerId }) => ownerId },
  { title: 'members', name: 'members', value: ({ count }) => count },
  { title: 'status', name: 'status', value: ({ status }) => STATUS[status] ?? status },
  { title: 'created', name: 'created_at', value: ({ createdAt }) => createdAt, shown: ({ createdAt }) => timeOf(createdAt) },
];

const ACTIONS: Readonly<Record<string, Action>> = {
  ban: async ({ service }, id) => ({ name: await service.admin.banGroup(id), is: 'banned' }),
  unban: async ({ service }, id) => ({ name: await service.admin.unbanGroup(id), is: 'open' }),
};

/** What administrators do to groups, beside servers that run or not. */
export async function group([name, ...args]: readonly string[], output: Output): Promise<void> {
  if (name === undefined) throw new UsageError('group needs to know what to do');
  if (name === 'list') return list(args, output);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`there is no command group ${name}`);
  const id = groupOf(`group ${name}`, parse({ args }).positionals);
  return withApplication(async (app) => {
    const done = await action(app.createAnonymousContext(), id);
    output.answer({ id, ...done }, `${printable(done.name)} is ${done.is}`);
  });
}

async function list(args: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { page: { type: 'string', default: '1' } } });
  const [search = '', ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`group list takes one text, but got ${positionals.join(' ')}`);
  const page = pageOf(values.page);
  return withApplication(async (app) => {
    const { rows, total } = await app.createAnonymousContext().service.admin.listGroups({ search, page, limit: PAGE_SIZE });
    answerPage(output, { columns: COLUMNS, rows }, { name: 'groups', page, total });
  });
}

function groupOf(command: string, positionals: readonly string[]): number {
  const [id, ...rest] = positionals;
  if (id === undefined || !/^[1-9]\d{0,14}$/.test(id)) throw new UsageError(`${command} needs the id of a group`);
  if (rest.length > 0) throw new UsageError(`${command} takes one group, but got ${positionals.join(' ')}`);
  return Number(id);
}
