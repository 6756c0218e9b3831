import type { CachedRelation } from '../cache.ts';

/** Who looks at whose profile. */
export interface ProfileView {
  readonly isOwn: boolean;
  /** The owner shows it to everybody. */
  readonly isOpen: boolean;
  /** How the one who looks stands with the owner; undefined for nobody in particular. */
  readonly relation: Pick<CachedRelation, 'isFriend' | 'isBlocked'> | undefined;
}

/** Whether somebody sees birthday, gender, place and website: the owner, friends whom the owner has not blacklisted, and everybody where the owner says so. */
export function seesPersonal({ isOwn, isOpen, relation }: ProfileView): boolean {
  if (isOwn || isOpen) return true;
  return relation?.isFriend === true && !relation.isBlocked;
}
