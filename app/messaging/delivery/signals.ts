import type { BusMessage } from '../../../engine/bus.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { ServerFrame } from '../../../protocol/index.ts';
import { addresseesOf, type AddresseeSource } from './addressees.ts';
import type { GroupFeeds } from './group-feeds.ts';
import type { Protocol } from './session.ts';
import type { Sessions } from './sessions.ts';

/** What signals work with. */
export interface SignalsOptions extends AddresseeSource {
  readonly engine: Engine;
  readonly sessions: Sessions;
  readonly rooms: GroupFeeds;
  /** This node's name on the bus. */
  readonly node: string;
  /** Told when the members of a group could not be read. */
  onError(error: unknown): void;
}

/** A frame for the members of a group, on its way between nodes. */
type MemberSignal = Extract<BusMessage, { readonly kind: 'members' }>;

/** Frames that are not stored, on the screens of those who are there: one that is lost is lost. `app.chat.signals`. */
export class Signals {
  readonly #options: SignalsOptions;

  constructor(options: SignalsOptions) {
    this.#options = options;
  }

  /** Shows a frame on every screen of some users that speaks foyer.1. */
  async toUsers(userIds: readonly number[], frame: ServerFrame): Promise<void> {
    await this.#send(userIds, JSON.stringify(frame), 'foyer');
  }

  /** Shows a frame to the members of a conversation but for some: to those of a group by one word to each node, however many they are. */
  async toMembers(conversationId: number, frame: ServerFrame, except: readonly number[] = []): Promise<void> {
    const addressees = await addresseesOf(this.#options, conversationId);
    if (addressees.kind === 'group') {
      this.#options.engine.bus.broadcast({ ...addressees, kind: 'members', frame: JSON.stringify(frame), except });
      return;
    }
    const told = addressees.userIds.filter((id) => !except.includes(id));
    await this.toUsers(told, frame);
  }

  /** Shows a frame of the plain protocol on the screen of a user that speaks it. */
  async toPlain(userId: number, frame: object): Promise<void> {
    await this.#send([userId], JSON.stringify(frame), 'plain');
  }

  /** What a node says to the members of a group, for those who are here. */
  take(signal: MemberSignal): void {
    this.#show(signal).catch((error: unknown) => this.#options.onError(error));
  }

  async #show({ groupId, aclVersion, frame, except }: MemberSignal): Promise<void> {
    for (const { session } of await this.#options.rooms.listeners(groupId, aclVersion)) {
      if (!except.includes(session.userId)) session.signal(frame);
    }
  }

  async #send(userIds: readonly number[], frame: string, protocol: Protocol): Promise<void> {
    const { engine, sessions, node } = this.#options;
    const routes = await engine.presence.check(userIds);
    for (const [index, userId] of userIds.entries()) {
      for (const session of sessions.of(userId)) session.signal(frame, protocol);
      const others = routes[index]?.nodes.filter((name) => name !== node) ?? [];
      for (const other of others) engine.bus.send(other, { kind: 'signal', userId, frame, ...(protocol === 'plain' && { isPlain: true }) });
    }
  }
}
