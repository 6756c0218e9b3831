import { GROUP_ROLE, GROUP_STATUS } from '../cache.ts';
import type { ErrorCode } from '../error.ts';

/** What it takes to do something to a group, and what others are told. */
interface Right {
  /** One of GROUP_ROLE; who stands higher may as well. */
  readonly least: number;
  /** The group is not there, banned or dissolved. */
  readonly closed: ErrorCode;
  readonly refusal: ErrorCode;
}

const OWNER: Right = { least: GROUP_ROLE.owner, closed: 'group_not_found', refusal: 'group_owner_only' };
const ADMIN: Right = { least: GROUP_ROLE.admin, closed: 'group_forbidden', refusal: 'group_forbidden' };

const RIGHTS = {
  rename: { ...OWNER, refusal: 'group_name_owner' },
  announce: { ...OWNER, refusal: 'group_remark_owner' },
  setMode: { ...OWNER, closed: 'group_forbidden', refusal: 'group_forbidden' },
  setAvatar: OWNER,
  remove: OWNER,
  appoint: OWNER,
  transfer: OWNER,
  mute: ADMIN,
  muteAll: ADMIN,
  listBans: ADMIN,
  liftBan: ADMIN,
} as const satisfies Readonly<Record<string, Right>>;

/** What may be done to a group by whom its owner or admins are. */
export type GroupAct = keyof typeof RIGHTS;

/** Why somebody may not do this: the group's status and the member's role, undefined where there is none. Undefined: they may. */
export function refuseAct(act: GroupAct, status: number | undefined, role: number | undefined): ErrorCode | undefined {
  const { least, closed, refusal }: Right = RIGHTS[act];
  if (status !== GROUP_STATUS.open) return closed;
  return role !== undefined && role >= least ? undefined : refusal;
}

/** Whether one member may act on another: only downwards, so that admins leave each other and the owner alone. */
export function standsAbove(role: number, other: number): boolean {
  return role > other;
}
