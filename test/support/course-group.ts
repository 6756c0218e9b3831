import type { WireFriendIndex, WireListedGroup } from '../../protocol/index.ts';
import type { Answer } from './api.ts';
import type { CourseClient } from './course-client.ts';
import { took } from './web-client.ts';

/** Two become friends, as the published client does it. */
export async function befriend(one: CourseClient, two: CourseClient): Promise<void> {
  took(await one.api.form('/api/chat/applyfriend', { friend_id: String(two.id) }));
  const { id } = took(await two.api.post<{ id: number }>(`/api/chat/isApplyfriend/${one.account.uuid}`));
  took(await two.api.form(`/api/chat/handleapply/${id}`, { status: 'agree' }));
}

/** Makes a group of all friends and gives its number, which the published client finds in its list. `heard` comes before anything is changed of it. */
export async function createGroup({ api }: CourseClient, heard?: () => Promise<unknown>): Promise<number> {
  const { rows } = took(await api.get<{ rows: WireFriendIndex }>('/api/chat/goodfriendlist/1'));
  const userIds = rows.newList.flatMap(({ list }) => list.map(({ id }) => id));
  took(await api.post('/api/chat/group/create', { userIds }));
  const [group] = took(await api.get<WireListedGroup[]>('/api/chat/grouplist/1'));
  if (!group) throw new Error('the group is not in the list of its owner');
  await heard?.();
  // Whoever has a code, or is brought, comes in without asking.
  took(await api.form('/api/chat/groupAddUserSet', { group_id: String(group.id), addGroupSet: '0' }));
  return group.id;
}

/** Asks to come into a group, or to bring somebody. */
export function enter({ api }: CourseClient, groupId: number, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return api.form('/api/chat/groupInviteUser', { group_id: String(groupId), ...fields });
}

/** Numbers of a client's groups, newest first. */
export async function groupsOf({ api }: CourseClient): Promise<number[]> {
  return took(await api.get<WireListedGroup[]>('/api/chat/grouplist/1')).map(({ id }) => id);
}
