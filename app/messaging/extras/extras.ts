import { BootError, bringFolder, isPlainFunction, type Context, type Unit } from '#kernel';
import { within } from '../../../engine/within.ts';
import { NOTICE_TYPE, type WireExtras } from '../../../protocol/index.ts';
import { ChatError } from '../../error.ts';
import type { HookFault } from '../hooks.ts';
import type { BareMessage } from '../journal/bare.ts';
import type { Extra } from './extra.ts';

/** Options of the extras. */
export interface ExtrasOptions {
  /** A context of nobody's, for one page. */
  readonly context: () => Context;
  /** ms that a unit has for a page. */
  readonly deadline: number;
  readonly onFault: (fault: HookFault) => void;
}

/** What messages have of it; those that are not in it have nothing. */
export type ExtrasByMessage = ReadonlyMap<BareMessage, WireExtras>;

interface NamedExtra {
  readonly name: string;
  readonly unit: string;
  readonly read: Extra;
}

const NONE: ExtrasByMessage = new Map();

/** What units add to messages as their readers see them: `app/extra/` of every unit. Without one nothing is read. */
export class Extras {
  readonly #options: ExtrasOptions;
  #extras: readonly NamedExtra[] = [];

  constructor(options: ExtrasOptions) {
    this.#options = options;
  }

  /** In the order of the units. */
  get names(): readonly string[] {
    return this.#extras.map(({ name }) => name);
  }

  /** Reads the folders. Throws a BootError that names the file and what to mend. */
  async load(units: readonly Unit[]): Promise<void> {
    const found = await bringFolder(units, 'extra');
    this.#extras = Array.from(found, ([name, { unit, file, exported }]) => {
      if (!isPlainFunction(exported)) throw new BootError(`${file} must export defineExtra((ctx, messages) => …) by default`);
      // What it gives is looked at when it comes.
      return { name, unit: unit.name, read: exported as Extra }; // oxlint-disable-line typescript/no-unsafe-type-assertion
    });
  }

  /** What a page of messages has: one call for each unit. What a unit fails to give is left out. */
  async of(messages: readonly BareMessage[]): Promise<ExtrasByMessage> {
    return this.#collect(messages, () => []);
  }

  /** The same for who takes it for the truth. Fails with unavailable where a unit does. */
  async whole(messages: readonly BareMessage[]): Promise<ExtrasByMessage> {
    return this.#collect(messages, (cause) => {
      throw new ChatError('unavailable', {}, { retryAfter: 1, cause });
    });
  }

  /** What the system says, a message that was taken back among it, has none. */
  async #collect(messages: readonly BareMessage[], failed: (error: unknown) => readonly unknown[]): Promise<ExtrasByMessage> {
    if (this.#extras.length === 0) return NONE;
    const asked = messages.filter(({ type }) => type !== NOTICE_TYPE);
    if (asked.length === 0) return NONE;
    const lists = await Promise.all(this.#extras.map((extra) => this.#read(extra, asked).catch(failed)));
    const found = new Map<BareMessage, WireExtras>();
    for (const [index, message] of asked.entries()) {
      const values = this.#extras.map(({ name }, unit): [string, unknown] => [name, lists[unit]?.[index]]);
      const told = values.filter(([, value]) => value !== undefined);
      if (told.length > 0) found.set(message, Object.fromEntries(told));
    }
    return found;
  }

  async #read({ unit, name, read }: NamedExtra, messages: readonly BareMessage[]): Promise<readonly unknown[]> {
    const { context, deadline, onFault } = this.#options;
    const late = new Error(`the extra ${name} was not read within ${deadline} ms`);
    try {
      const values: unknown = await within(deadline, read(context(), messages), () => late);
      if (!Array.isArray(values)) throw new TypeError(`the extra ${name} must give a list: a value, or undefined, for each message`);
      const list: readonly unknown[] = values;
      return list;
    } catch (error) {
      onFault({ unit, hook: 'extra', reason: error === late ? 'deadline' : 'error', error });
      throw error;
    }
  }
}
