import type { Target } from '../target/target.ts';
import type { Stamp } from './body.ts';
import { countClosed, type Faults } from './fault.ts';
import { openAll } from './opening.ts';
import { Receiver } from './receiver.ts';
import { Sender } from './sender.ts';
import { note, type LoadSession } from './session.ts';
import { Tally } from './tally.ts';

export interface GroupOptions {
  readonly target: Target;
  /** Beside the sender. */
  readonly members: number;
  readonly ackEvery: number;
}

const IN_FLIGHT = 4096;

/** One sender and the other members of its group, all connected. */
export class Group {
  readonly sender: Sender;
  readonly members: readonly Receiver[];
  /** Called when the last member has a message. */
  onComplete: (time: number) => void = () => undefined;
  readonly #session: LoadSession;
  readonly #tallies: readonly Tally[];
  /** Members that have each message under way. */
  readonly #receipts = new Uint32Array(IN_FLIGHT);

  /** Connects the group's first user as its sender and the others as members. */
  static async open(session: LoadSession, { target, members, ackEvery }: GroupOptions): Promise<Group> {
    const [from, ...others] = await target.users(members + 1);
    if (!from) throw new Error(`${target.name} has no users`);
    const sender = new Sender(session, { target, pair: 0, from, to: await target.group(members + 1) });
    await sender.opened;
    const tallies = others.map(() => new Tally(1));
    const receivers = await openAll(members, (index) => {
      const [user, tally] = [others[index], tallies[index]];
      if (!user || !tally) throw new Error(`${target.name} has no user for member ${index}`);
      return new Receiver(session, { target, user, ackEvery, tally });
    });
    return new Group(session, { sender, members: receivers, tallies });
  }

  private constructor(session: LoadSession, { sender, members, tallies }: Pick<Group, 'sender' | 'members'> & { tallies: Tally[] }) {
    this.#session = session;
    this.#tallies = tallies;
    this.sender = sender;
    this.members = members;
    for (const member of members) member.onArrival = this.#arrive;
  }

  /** Messages that some members do not have, one for each of them. */
  get lost(): number {
    return this.sender.sent * this.members.length - this.#sum('delivered');
  }

  /** What went wrong so far. */
  get faults(): Faults {
    return {
      lost: this.lost,
      duplicates: this.#sum('duplicates'),
      disordered: this.#sum('disordered'),
      unaccepted: this.sender.unaccepted,
      refused: this.#session.refused,
      closed: countClosed([this.sender, ...this.members]),
    };
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await Promise.all([this.sender, ...this.members].map((one) => one.close()));
  }

  readonly #arrive = (time: number, { seq, time: sentAt }: Stamp): void => {
    const place = seq % IN_FLIGHT;
    const count = (this.#receipts[place] ?? 0) + 1;
    this.#receipts[place] = count % this.members.length;
    if (count < this.members.length) return;
    if (this.#session.measuring) note(this.#session.completion, sentAt, time);
    this.onComplete(time);
  };

  #sum(key: 'delivered' | 'duplicates' | 'disordered'): number {
    return this.#tallies.reduce((total, tally) => total + tally[key], 0);
  }
}
