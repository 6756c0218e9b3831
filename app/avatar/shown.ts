/** Somebody, or something, with the address of a picture; '' without one of its own. */
interface Portrait {
  readonly id: number;
  readonly avatar: string;
}

/** The picture that stands for what the system says. */
export const SYSTEM_AVATAR = '/avatar/system.svg';

/** A user's picture: the own one, else the drawn one. No answer shows an empty address: clients take it for an answer that has not come (G94). */
export function userAvatar({ id, avatar }: Portrait): string {
  if (avatar !== '') return avatar;
  return id > 0 ? `/avatar/user-${id}.svg` : SYSTEM_AVATAR;
}

/** A group's picture, as `userAvatar`. */
export function groupAvatar({ id, avatar }: Portrait): string {
  return avatar === '' ? `/avatar/group-${id}.svg` : avatar;
}
