import { BootError, bringFolder, type Unit } from '#kernel';
import type { ChatType, ConversationRow } from '../../../protocol/index.ts';
import { fail } from '../../error.ts';
import { CHAT_TYPES } from './chat-types.ts';
import type { ChatKind, Writing } from './kind.ts';

/** What the table of conversations has room for. */
const NAME = /^[a-z]{1,10}$/;

/** The kinds of conversation of an application, by name: `app/kind/` of every unit. */
export class Kinds {
  readonly #kinds = new Map<string, ChatKind>();

  /** Takes up what the units bring. Throws a BootError that names the file and what to mend. */
  async load(units: readonly Unit[]): Promise<void> {
    for (const [name, { file, exported }] of await bringFolder(units, 'kind')) {
      if (!NAME.test(name)) throw new BootError(`${file}: a kind of conversation is named by one to ten small letters: rename it`);
      if (!isKind(exported)) throw new BootError(`${file} must export defineKind({ … }) by default`);
      this.#kinds.set(name, exported);
    }
    for (const name of CHAT_TYPES) if (!this.isWritten(name)) CHAT_TYPES.delete(name);
    for (const name of this.#kinds.keys()) if (this.isWritten(name)) CHAT_TYPES.add(name);
  }

  /** False for one whose unit is switched off: its conversations are found again when that is on. */
  has(name: string): name is ConversationRow['chat_type'] {
    return this.#kinds.has(name);
  }

  /** Whether users write to conversations of that kind. */
  isWritten(name: string): name is ChatType {
    return this.#kinds.get(name)?.writing !== undefined;
  }

  /** Fails with conversation_not_found for one that no unit brings. */
  of(name: string): ChatKind {
    return this.#kinds.get(name) ?? fail('conversation_not_found');
  }

  /** How users write to conversations of that kind. Fails with conversation_not_found where they do not. */
  writing(name: ChatType): Writing {
    return this.of(name).writing ?? fail('conversation_not_found');
  }
}

function isKind(exported: unknown): exported is ChatKind {
  if (typeof exported !== 'object' || exported === null) return false;
  const { sides, row } = exported as Partial<Record<keyof ChatKind, unknown>>;
  return typeof sides === 'function' && typeof row === 'function';
}
