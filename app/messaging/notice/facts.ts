import type { NamedGroup, Notice, Person } from '../../../protocol/index.ts';

export type * from '../../../protocol/notice.ts';

/** Reads what a stored notice says: a message of type NOTICE_TYPE keeps its facts as JSON. */
export function readNotice(data: string): Notice {
  // Written by this program only.
  return JSON.parse(data) as Notice; // oxlint-disable-line typescript/no-unsafe-type-assertion
}

/** Whether a fact is somebody: whatever has an id and a name, but for what stands under `group`. */
export function isPerson(role: string, fact: unknown): fact is Person {
  return role !== 'group' && isNamed(fact);
}

/** Whether a fact is somebody, or a group. */
export function isNamed(fact: unknown): fact is Person | NamedGroup {
  return typeof fact === 'object' && fact !== null && 'id' in fact && 'name' in fact;
}
