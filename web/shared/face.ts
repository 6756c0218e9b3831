import type { ConversationRow, WireMessage } from '../../protocol/index.ts';

/** How a conversation is shown. */
export interface Face {
  /** Empty while nothing is known. */
  readonly title: string;
  readonly avatar: string;
}

/** Remark, name and picture of a conversation: from its row of the list, before that from its last message. */
export function faceOf(
  { peer, remark, group }: Pick<ConversationRow, 'peer' | 'remark' | 'group'>,
  last: WireMessage | undefined,
  kind: ConversationRow['chat_type'],
): Face {
  if (kind === 'system') return { title: '', avatar: '' };
  if (kind === 'group') {
    const { name = '', avatar = '' } = last?.group ?? group ?? {};
    return { title: name, avatar };
  }
  if (peer) return { title: remark || peer.nickname || peer.username, avatar: peer.avatar };
  return { title: remark, avatar: '' };
}
