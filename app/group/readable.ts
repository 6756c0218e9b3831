import { GROUP_STATUS } from '../cache.ts';

/**
 * The one rule for whoever reads: of a banned group nothing is read by anybody, until it is open again. A condition for the column that
 * names the conversation; every query that leads to messages, files or places of a conversation has it.
 */
export function readable(conversation: string): string {
  // One value, looked up by its key for each row: as a set MariaDB reads all groups instead.
  return `COALESCE((SELECT face.status FROM chat_group face WHERE face.id = ${conversation}), ${GROUP_STATUS.open}) <> ${GROUP_STATUS.banned}`;
}
