import assert from 'node:assert/strict';
import { loadUnits } from '#kernel';
import { catalogue, isErrorCode, rowOf } from '../../../app/error.ts';
import { plain, pluginPages, readPage, rowsUnder } from '../../docs/page.ts';

/** The roles of docs/routes.md, in the order of its columns. */
export const ROLES = ['no token', 'visitor', 'visitor inside', 'user', 'non-member', 'member', 'admin', 'owner', 'disabled'] as const;

/** Who calls. */
export type Role = (typeof ROLES)[number];

/** Somebody with an account, or with what was one. */
export type Person = Exclude<Role, 'no token'>;

/** One row: a route, or one way of calling it, and what everybody is answered. */
export interface Row {
  /** The first cell as it stands there; the calls of the test bear the same names. */
  readonly title: string;
  readonly verb: string;
  /** As the router declares it. */
  readonly path: string;
  /** Status, and the code of a failure: `200`, `403 visitor_refused`. */
  readonly expected: Readonly<Record<Role, string>>;
  /** Whose row it is that the ids name. */
  readonly rowOf: Role | undefined;
  /** What everybody gets who may call at all and names a row of others. */
  readonly foreign: string | undefined;
}

// The pages are read before any application is loaded.
await catalogue.load((await loadUnits({ baseDir: process.cwd(), env: 'unittest' })).units);

const PAGE = 'docs/routes.md';
const HEADINGS = ['route', ...ROLES, 'row of', 'foreign id'];
/** As the cell to its left. */
const SAME = '=';
const NONE = '–';

/** Every row of the page, and of the READMEs of plugins. Fails where a cell is no answer that the server has. */
export function readTable(): Row[] {
  const rows = [...rowsUnder(readPage(PAGE), HEADINGS).map(readRow), ...readPluginTables()];
  assert.equal(new Set(rows.map(({ title }) => title)).size, rows.length, 'no row stands there twice');
  return rows;
}

/** The rows of the READMEs of plugins. */
export function readPluginTables(): Row[] {
  return pluginPages().flatMap((page) => rowsUnder(page, HEADINGS).map(readRow));
}

function readRow(cells: readonly string[]): Row {
  assert.equal(cells.length, HEADINGS.length, `${cells[0]} has a cell per column`);
  const [title = '', ...rest] = cells;
  const [, verb = '', path = ''] = /^`([A-Z]+) (\S+)`/.exec(title) ?? [];
  const answers = repeated(rest.slice(0, ROLES.length)).map((cell) => answerOf(title, cell));
  const [rowOf = NONE, foreign = NONE] = rest.slice(ROLES.length);
  return {
    title: title.replaceAll('`', ''),
    verb: verb.toLowerCase(),
    path,
    expected: Object.fromEntries(ROLES.map((role, index) => [role, answers[index]])) as Record<Role, string>,
    rowOf: rowOf === NONE ? undefined : roleOf(title, rowOf),
    foreign: foreign === NONE ? undefined : answerOf(title, foreign),
  };
}

function repeated(cells: readonly string[]): string[] {
  const full: string[] = [];
  for (const cell of cells) full.push(cell === SAME ? (full.at(-1) ?? '') : cell);
  return full;
}

function answerOf(title: string, cell: string): string {
  const [status, code] = plain(cell).split(' ');
  if (code === undefined) assert.match(plain(cell), /^2\d\d$/, title);
  else assert.ok(isErrorCode(code) && rowOf(code).status === Number(status), `${title}: ${cell} is no failure of the table`);
  return plain(cell);
}

function roleOf(title: string, cell: string): Role {
  return ROLES.find((role) => role === cell) ?? assert.fail(`${title}: ${cell} is no role`);
}
