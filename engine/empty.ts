import type { Mailbox } from './mailbox.ts';

/** Takes everything out of a list; whoever lacks some of it notices, and fills from SQL. */
export async function emptyList(lists: Pick<Mailbox, 'position' | 'trim'>, id: number): Promise<void> {
  const { epoch, last } = await lists.position(id);
  await lists.trim(id, epoch, last);
}
