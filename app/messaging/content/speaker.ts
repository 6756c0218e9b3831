import type { StoredMessage } from '../journal/draft.ts';
import { parseObject } from './read.ts';

/** Who speaks in the place of an account: an agent of its desk, a robot. */
export interface Speaker {
  /** Which of the account's speakers: all that is stored of it. */
  readonly no: number;
  /** The user who does it: limits, the order of messages and the right to files go by this one, not by the account. */
  readonly userId: number;
}

/** How a speaker is shown. */
export interface Face {
  readonly name: string;
  readonly avatar: string;
}

/** The face of a speaker of an account as it is now; undefined where there is none, and the account's own is shown. */
export type FaceOf = (accountId: number, no: number) => Face | undefined;

/** Faces of those who speak for accounts, from the unit that knows them; looked up whenever a message is shown, so that a new name is that of old messages too. */
export class Faces {
  #faceOf: FaceOf | undefined;

  /** Names who knows them: at once and without waiting, since each reader of each message asks. Throws where another unit does. */
  register(faceOf: FaceOf): void {
    if (this.#faceOf) throw new Error('two units know the faces of speakers: only one can');
    this.#faceOf = faceOf;
  }

  /** Who spoke a message. */
  of({ senderId, options }: StoredMessage): Face | undefined {
    if (!this.#faceOf || !options?.includes('"speaker"')) return undefined;
    const no = numberIn(options);
    return no === undefined ? undefined : this.#faceOf(senderId, no);
  }
}

function numberIn(options: string): number | undefined {
  const speaker = parseObject(options)?.['speaker'];
  if (typeof speaker !== 'object' || speaker === null) return undefined;
  const no: unknown = Reflect.get(speaker, 'no');
  return typeof no === 'number' ? no : undefined;
}
