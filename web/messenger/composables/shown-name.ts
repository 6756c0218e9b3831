import { nameFor } from '../../chat/name.ts';
import { texts } from '../texts.ts';

/** A name as the reader of this screen has it: those that the server gives are in the reader's language. */
export function shownName(name: string): string {
  return nameFor(name, texts.global.locale.value);
}
