import type { ChatType, WireMessage } from '../../protocol/index.ts';

/** Who is named as sender and receiver: in a group the receiver is the group. */
export type Sides = Pick<
  WireMessage,
  'from_id' | 'from_name' | 'from_avatar' | 'sendUUid' | 'to_id' | 'to_name' | 'to_avatar' | 'group'
> & {
  readonly chatType: ChatType;
};
