import { isObject } from '../../kernel/files.ts';
import { isFunction } from './module.ts';

/** What clients call their end, the surest first: one of Redis that was only left alone would try for ever to come back. */
const ENDS = ['disconnect', 'close', 'end', 'quit'];

/** Clients that plugins made. Egg leaves them to the end of its process; here they end with their application. */
export class Clients {
  readonly #all: unknown[] = [];

  /** The same client, or the promise of it. */
  add(client: unknown): unknown {
    this.#all.push(client);
    return client;
  }

  /** Ends all of them. Rejects where one could not be ended. */
  async end(): Promise<void> {
    await Promise.all(this.#all.splice(0).map(endOf));
  }
}

async function endOf(made: unknown): Promise<void> {
  const client = await made;
  if (!isObject(client)) return;
  const end = ENDS.map((name) => client[name]).find(isFunction);
  await end?.call(client);
}
