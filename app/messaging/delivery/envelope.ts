import type { WireMessage } from '../../../protocol/index.ts';
import type { StoredMessage } from '../journal/draft.ts';
import { formatClientId } from '../journal/message-id.ts';

/** A message on its way: what mailboxes hold and sessions write. */
export interface Envelope {
  readonly conversationId: number;
  readonly seq: number;
  /** The `message` frame of foyer.1 as JSON text. */
  readonly frame: string;
}

/** The last key of a frame, so that the plain protocol can cut the message object out of it. */
const BODY = ',"message":';

/** Puts a message into its envelope; the text is built once, however many receive it. */
export function seal(stored: StoredMessage, message: WireMessage): Envelope {
  const { conversationId, seq, clientId } = stored;
  const head = `{"op":"message","conversation":${conversationId},"seq":${seq},"client_id":"${formatClientId(clientId)}"`;
  return { conversationId, seq, frame: `${head}${BODY}${JSON.stringify(message)}}` };
}

/** An envelope from the text that a mailbox held. */
export function unseal(frame: string): Envelope {
  const [, conversation, seq] = /^\{"op":"message","conversation":(\d+),"seq":(\d+),/.exec(frame) ?? [];
  if (conversation === undefined || seq === undefined) throw new TypeError('not an envelope');
  return { conversationId: Number(conversation), seq: Number(seq), frame };
}

/** The `singleChat` frame of the plain protocol. */
export function plainFrame({ frame }: Envelope, now: number): string {
  const at = frame.indexOf(BODY);
  return `{"type":"singleChat","data":${frame.slice(at + BODY.length, -1)},"timestamp":${now}}`;
}
