/** What servers may be told of. */
export const EVENTS = ['message.created', 'visitor.registered', 'member.joined'] as const;

/** The name of an event. */
export type EventName = (typeof EVENTS)[number];

/** Something that happened: ids only, so that nothing that is taken back or erased meanwhile is told. */
export interface Fact {
  /** Who wrote, registered or joined. */
  readonly userId: number;
  /** The conversation of a message, or the group that was joined; else 0. */
  readonly placeId: number;
  /** The number of the message in its conversation; else 0. */
  readonly seq: number;
}
