/** Of a place in a group. */
export const ROLE = { member: 0, admin: 1, owner: 2 } as const;

/** What one may do to another member; the server decides, a screen only offers what it would allow. */
export interface MemberRights {
  readonly appoint: boolean;
  readonly mute: boolean;
  readonly transfer: boolean;
  readonly remove: boolean;
}

/** What somebody in the role `mine` may do to somebody in the role `other`. Visitors never stand above others. */
export function rightsOver(mine: number, other: { readonly role: number; readonly isVisitor: boolean }): MemberRights {
  const isOwner = mine === ROLE.owner && other.role !== ROLE.owner;
  const canLead = isOwner && !other.isVisitor;
  return { appoint: canLead, transfer: canLead, remove: isOwner, mute: mine >= ROLE.admin && mine > other.role };
}
