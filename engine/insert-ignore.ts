import type { Sql } from './sql.ts';

/** How a statement begins that inserts rows and leaves those alone that are there. */
export function insertIgnore(dialect: Sql['dialect']): string {
  return dialect === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
}
