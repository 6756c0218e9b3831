import type { AppCaches } from '../cache.ts';

/** Whether one of two has blacklisted the other: then neither sees what the other reads, types, or whether they are there. */
export async function areApart({ relation }: AppCaches, one: number, other: number): Promise<boolean> {
  const [there, back] = [`${one}:${other}`, `${other}:${one}`];
  if ((relation.peek(there) ?? (await relation.get(there))).isBlocked) return true;
  return (relation.peek(back) ?? (await relation.get(back))).isBlocked;
}

/** Whether somebody has blacklisted one of those who speak to them: then nothing of it reaches them. */
export async function isShunned({ relation }: AppCaches, speakers: readonly number[], by: number): Promise<boolean> {
  const relations = await Promise.all(speakers.map((id) => relation.get(`${id}:${by}`)));
  return relations.some(({ isBlocked }) => isBlocked);
}

/** As `areApart`, as a condition of a query: the column of one user, and `?` twice for the other. */
export function apartFrom(column: string): string {
  return `EXISTS (SELECT 1 FROM blacklist apart WHERE (apart.user_id = ${column} AND apart.target_id = ?)
    OR (apart.user_id = ? AND apart.target_id = ${column}))`;
}
