import slotOf from 'cluster-key-slot';
import { isSingle, type RedisClient } from './client.ts';

/** A server that keys live on. */
export interface Master {
  /** `host:port`; empty of a Redis that is one server. */
  readonly name: string;
  /** Keys with `{tag}` in their names live there. */
  readonly tag: number;
}

const SLOTS = 16_384;
/** Tags are tried until each server has one. Of so many a server with a single slot is missed once in 10^13. */
const TRIES = 30 * SLOTS;

/** The servers that keys live on, as the client knows them now; throws when some keys live nowhere. */
export function mastersOf(client: RedisClient): Master[] {
  if (isSingle(client)) return [{ name: '', tag: 0 }];
  const names = Array.from({ length: SLOTS }, (_, slot) => client.slots[slot]?.[0]);
  const homeless = names.filter((name) => name === undefined).length;
  if (homeless > 0) throw new Error(`no server serves ${homeless} of the ${SLOTS} slots`);
  const wanted = new Set(names);
  const masters: Master[] = [];
  for (let tag = 0; wanted.size > 0 && tag < TRIES; tag += 1) {
    const name = names[slotOf(String(tag))];
    if (name !== undefined && wanted.delete(name)) masters.push({ name, tag });
  }
  return masters;
}

/** The server that a key or channel lives on, `host:port`, as the client knows it now. */
export function masterOf(client: { readonly slots: readonly (readonly string[] | undefined)[] }, key: string): string | undefined {
  return client.slots[slotOf(key)]?.[0];
}
