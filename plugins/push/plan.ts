import type { Receiver } from './receiver.ts';

/** A message, and what a push says of it. */
export interface Announcement {
  readonly conversationId: number;
  readonly seq: number;
  readonly senderId: number;
  /** What the sender is called. */
  readonly name: string;
  readonly type: string;
  readonly data: string;
}

/** What the browser gets, as JSON: where it leads, who said it, and what; the words for other types than text are the browser's. */
export interface Payload {
  /** The name of the conversation's kind. */
  readonly kind: string;
  /** The sender where two talk, else the conversation. */
  readonly id: number;
  readonly title: string;
  /** The sender's name in a group, else ''. */
  readonly from: string;
  readonly type: string;
  /** The beginning of a text, else ''. */
  readonly text: string;
}

/** One push to one browser. */
export interface PlannedPush {
  readonly receiver: Receiver;
  readonly said: Announcement;
  readonly payload: Payload;
}

/** Characters of a text that a push shows. */
const LONGEST = 80;
/** Characters of a name. */
const LONGEST_NAME = 60;

/** Who is told what: of several messages of a conversation the last one that the receiver wants to hear of. */
export function plan(messages: readonly Announcement[], receivers: readonly Receiver[]): PlannedPush[] {
  return receivers.flatMap((receiver) => {
    const said = messages.findLast((message) => isFor(receiver, message));
    return said ? [{ receiver, said, payload: payloadOf(said, receiver) }] : [];
  });
}

/** In a conversation that is muted only what calls its reader is heard. */
function isFor({ userId, conversationId, joinedSeq, isQuiet, mentionSeq }: Receiver, said: Announcement): boolean {
  if (said.conversationId !== conversationId || said.senderId === userId || said.seq <= joinedSeq) return false;
  return isQuiet === 0 || said.seq === mentionSeq;
}

function payloadOf({ conversationId, senderId, name, type, data }: Announcement, { kind, groupName }: Receiver): Payload {
  const what = { type, text: type === 'text' ? start(data, LONGEST) : '' };
  const from = start(name, LONGEST_NAME);
  const id = kind === 'single' ? senderId : conversationId;
  if (groupName === null) return { kind, id, title: from, from: '', ...what };
  return { kind, id, title: start(groupName, LONGEST_NAME), from, ...what };
}

/** By code points, so that no emoji is cut in two. */
function start(text: string, longest: number): string {
  const points = Array.from(text.slice(0, 2 * longest + 2));
  return points.length > longest ? `${points.slice(0, longest - 1).join('')}…` : points.join('');
}
