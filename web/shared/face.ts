import type { ConversationRow, WireMessage } from '../../protocol/index.ts';

/** How a conversation is shown. */
export interface Face {
  /** Empty while nothing is known. */
  readonly title: string;
  readonly avatar: string;
}

/** What is known of the other side. */
export type OtherSide = Pick<ConversationRow, 'peer' | 'remark' | 'group'>;

/** Remark, name and picture of a conversation: as its row of the list says, before that from its last message. */
export function faceOf({ peer, remark, group }: OtherSide, last: WireMessage | undefined): Face {
  const shown = group ?? last?.group;
  if (shown) return { title: shown.name, avatar: shown.avatar };
  if (peer) return { title: remark || peer.nickname || peer.username, avatar: peer.avatar };
  return { title: remark, avatar: '' };
}

/** What is known after a new message; one's own say nothing of their group. */
export function toldBy(known: OtherSide, { group }: WireMessage): OtherSide {
  return known.group && group ? { ...known, group: { ...known.group, ...group } } : known;
}
