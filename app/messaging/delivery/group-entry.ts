import { unseal, type Envelope } from './envelope.ts';

/** One entry of a group's list. */
export interface GroupEntry {
  /** Who receives it is asked of the members as of this version of the group's rights, or a later one. */
  readonly aclVersion: number;
  /** Receives it as an echo; 0 is the system. */
  readonly senderId: number;
  readonly envelope: Envelope;
}

/** An entry without a message: the members' sessions fill from SQL. */
export const REFILL = 'refill';

/** A message, or the word that there is something in SQL. */
export type ListEntry = GroupEntry | typeof REFILL;

/** As text, for the list. */
export function writeEntry(entry: ListEntry): string {
  return entry === REFILL ? '' : `${entry.aclVersion} ${entry.senderId} ${entry.envelope.frame}`;
}

/** From the text that the list held. */
export function readEntry(text: string): ListEntry {
  if (text === '') return REFILL;
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  const envelope = unseal(text.slice(second + 1));
  return { aclVersion: Number(text.slice(0, first)), senderId: Number(text.slice(first + 1, second)), envelope };
}
