import type { Engine } from '../../../engine/engine.ts';
import type { Sql } from '../../../engine/sql.ts';
import type { StoredMessage } from '../journal/draft.ts';
import type { Receipts } from '../journal/receipts.ts';
import type { Envelope } from './envelope.ts';
import { REFILL, writeEntry, type ListEntry } from './group-entry.ts';
import type { GroupFeeds } from './group-feeds.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** What the delivery works with. */
export interface DeliveryOptions {
  readonly engine: Engine;
  readonly sql: Sql;
  readonly sessions: Sessions;
  readonly rooms: GroupFeeds;
  readonly receipts: Receipts;
  /** This node's name on the bus. */
  readonly node: string;
}

/** A committed message for one user. */
export interface Parcel {
  readonly message: StoredMessage;
  readonly envelope: Envelope;
  readonly receiverId: number;
  /** It was committed earlier: the receiver may have it. */
  readonly isKnown: boolean;
}

/** A committed message for all members of a group, which has the id of its conversation. */
export interface GroupParcel extends Omit<Parcel, 'receiverId'> {
  /** The version of the group's rights that it was committed under. */
  readonly aclVersion: number;
}

/** Brings committed messages to their receivers: into the mailbox, and on to the sockets, wherever they are. */
export class Delivery {
  readonly #options: DeliveryOptions;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Resolves when the message waits in the receiver's mailbox; rejects when that can't be reached. */
  async send(parcel: Parcel): Promise<void> {
    if (parcel.isKnown && (await this.#isDelivered(parcel))) return;
    const { engine, sessions, node } = this.#options;
    const { receiverId, envelope } = parcel;
    const place = await engine.mailbox.push(receiverId, envelope.frame);
    for (const session of sessions.of(receiverId)) session.feed.offer(place, envelope);
    for (const other of place.nodes) if (other !== node) engine.bus.send(other, { kind: 'wake', users: [receiverId] });
  }

  /** Resolves when the message waits in the group's list: one entry, however many members. */
  async sendToGroup({ message, envelope, aclVersion, isKnown }: GroupParcel): Promise<void> {
    const { engine, rooms, node } = this.#options;
    const roomId = message.conversationId;
    // Who has a known one already can't be told from here: the members' sessions look into SQL, which can.
    const entry: ListEntry = isKnown ? REFILL : { envelope, aclVersion, senderId: message.senderId };
    const place = await engine.rooms.push(roomId, writeEntry(entry));
    rooms.offer(roomId, place, entry);
    for (const other of place.nodes) if (other !== node) engine.bus.send(other, { kind: 'rooms', rooms: [roomId] });
  }

  /** Shows the sender's own message in the sender's other tabs, and counts it as delivered to the sender. */
  echo(senderId: number, envelope: Envelope, origin: Session | undefined): void {
    const { engine, sessions, receipts } = this.#options;
    receipts.mark(senderId, envelope.conversationId, [envelope.seq, envelope.seq]);
    for (const session of sessions.of(senderId)) if (session !== origin) session.echo(envelope);
    for (const other of sessions.elsewhere(senderId)) {
      engine.bus.send(other, { kind: 'echo', userId: senderId, frame: envelope.frame });
    }
  }

  /** Looks into SQL for what a user's open sockets have not been given, on every node. */
  async refill(userId: number): Promise<void> {
    const { engine, sessions, node } = this.#options;
    for (const session of sessions.of(userId)) session.feed.refill();
    const [route] = await engine.presence.check([userId]);
    for (const other of route?.nodes ?? []) if (other !== node) engine.bus.send(other, { kind: 'refill', userId });
  }

  async #isDelivered({ message: { conversationId, seq }, receiverId }: Parcel): Promise<boolean> {
    const { sql, receipts } = this.#options;
    if (receipts.has(receiverId, conversationId, seq)) return true;
    const rows = await sql.query<{ delivered: number }>(
      'SELECT delivered_seq AS delivered FROM member WHERE user_id = ? AND conversation_id = ?',
      [receiverId, conversationId],
    );
    return (rows[0]?.delivered ?? 0) >= seq;
  }
}
