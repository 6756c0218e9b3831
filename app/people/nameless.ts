import { isPerson, type Notice } from '../messaging/notice/facts.ts';

/** How somebody is called whose account is gone; in the row, so that whoever reads it needs to know nothing. */
export const ERASED_NAME = '已注销用户';

/** The users whom a notice names; whose account is gone has no name in it. */
export function namedIn(notice: Notice): number[] {
  const ids = Object.entries(notice).flatMap(([role, value]) => (isPerson(role, value) && value.name !== ERASED_NAME ? [value.id] : []));
  return [...new Set(ids)];
}

/** A notice as it is told when the account of somebody it names is gone: without the name, the picture and the words. */
export function withoutName<Told extends Notice>(notice: Told, userId: number): Told {
  if (!namedIn(notice).includes(userId)) return notice;
  const told: Record<string, unknown> = { ...notice, ...('note' in notice && { note: '' }) };
  for (const [role, value] of Object.entries(told)) {
    if (isPerson(role, value) && value.id === userId)
      told[role] = { ...value, name: ERASED_NAME, avatar: '', ...('uuid' in value && { uuid: '' }) };
  }
  // The shape is the same: names are texts still.
  return told as Told; // oxlint-disable-line typescript/no-unsafe-type-assertion
}
