import type { GroupMember } from '../../../shared/index.ts';
import { shownName } from '../../composables/shown-name.ts';
import { useContacts } from '../../stores/contacts.ts';

/** What the reader calls a member: the own remark first, then the name in the group, then the member's own. */
export function useMemberName(): (member: GroupMember) => string {
  const contacts = useContacts();
  return ({ user_id: id, nickname, user }) => contacts.nameOf(id) ?? shownName(nickname || user.nickname || user.username);
}
