import type { ChatType, WireMessage } from '../../../../protocol/index.ts';
import { traitsOf } from '../../../shared/index.ts';

/** Which conversation a message stands in, as the one who reads it knows it. */
export interface Place {
  readonly chatType: ChatType;
  readonly peerId: number;
}

/** The conversation of a message that the user may read: between two it is the other side's. */
export function placeOf({ chatType, from_id, to_id }: WireMessage, me: number | null): Place {
  return { chatType, peerId: traitsOf(chatType).isMany || from_id === me ? to_id : Number(from_id) };
}
