import type { Context } from '#kernel';
import type { ListedGroup } from '../../app/group/list.ts';
import { withApplication } from '../application.ts';
import { parse } from '../parse.ts';
import { PAGE_SIZE, pageOf, printable, printPage, timeOf } from '../print.ts';
import { UsageError } from '../usage-error.ts';

/** Does something to one group and says what it did. */
type Action = (ctx: Context, id: number) => Promise<string>;

const STATUS: Readonly<Record<number, string>> = { 0: 'banned', 1: 'open', 2: 'dissolved' };
const TITLES = ['id', 'name', 'owner', 'members', 'status', 'created'];

const ACTIONS: Readonly<Record<string, Action>> = {
  ban: async ({ service }, id) => `${printable(await service.admin.banGroup(id))} is banned`,
  unban: async ({ service }, id) => `${printable(await service.admin.unbanGroup(id))} is open`,
};

/** What administrators do to groups, beside servers that run or not. */
export async function group([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined) throw new UsageError('group needs to know what to do');
  if (name === 'list') return list(args);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`there is no command group ${name}`);
  const id = groupOf(`group ${name}`, parse({ args }).positionals);
  return withApplication(async (app) => console.log(await action(app.createAnonymousContext(), id)));
}

async function list(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { page: { type: 'string', default: '1' } } });
  const [search = '', ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`group list takes one text, but got ${positionals.join(' ')}`);
  const page = pageOf(values.page);
  return withApplication(async (app) => {
    const { rows, total } = await app.createAnonymousContext().service.admin.listGroups({ search, page, limit: PAGE_SIZE });
    printPage(TITLES, rows.map(columns), { page, total });
  });
}

function groupOf(command: string, positionals: readonly string[]): number {
  const [id, ...rest] = positionals;
  if (id === undefined || !/^[1-9]\d{0,14}$/.test(id)) throw new UsageError(`${command} needs the id of a group`);
  if (rest.length > 0) throw new UsageError(`${command} takes one group, but got ${positionals.join(' ')}`);
  return Number(id);
}

function columns({ id, name, ownerId, count, status, createdAt }: ListedGroup): string[] {
  return [String(id), name, String(ownerId), String(count), STATUS[status] ?? String(status), timeOf(createdAt)];
}
