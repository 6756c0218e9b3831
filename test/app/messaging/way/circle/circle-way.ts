import type { Application } from '#kernel';
import {
  between,
  presentMessage,
  type CachedUser,
  type Decision,
  type Destination,
  type Envelope,
  type Sides,
  type StoredMessage,
  type Way,
} from '#app';
import type { WireMessage } from '../../../../../protocol/index.ts';
import type { Circle } from './circle.ts';

/** Who is named by a message in a circle. */
export function inCircle(sender: CachedUser, id: number): Sides {
  return { ...between(sender, sender), to_id: id, to_name: `circle ${id}`, to_avatar: '', chatType: 'circle' };
}

/** From one of a circle to the others. */
export class CircleWay implements Way {
  readonly opens = 0;
  readonly isBanned = false;
  readonly #app: Application;
  readonly #sender: CachedUser;
  readonly #circle: Circle | null;

  constructor(app: Application, sender: CachedUser, circle: Circle | null) {
    this.#app = app;
    this.#sender = sender;
    this.#circle = circle;
  }

  get place(): Destination | null {
    return this.#circle && { conversationId: this.#circle.id, aclVersion: this.#circle.aclVersion };
  }

  get isOpen(): boolean {
    return this.#circle !== null;
  }

  get mayAct(): boolean {
    return this.#circle?.members.get(this.#sender.id) === true;
  }

  decide(): Decision {
    if (this.#circle?.members.has(this.#sender.id) !== true) return { allowed: false, code: 'conversation_not_found' };
    return this.mayAct ? { allowed: true, spends: false } : { allowed: false, code: 'user_disabled' };
  }

  calls(): undefined {
    return undefined;
  }

  present(message: StoredMessage): WireMessage {
    return presentMessage(message, inCircle(this.#sender, message.conversationId));
  }

  async deliver(message: StoredMessage, envelope: Envelope, isKnown: boolean): Promise<void> {
    const others = [...(this.#circle?.members.keys() ?? [])].filter((id) => id !== this.#sender.id);
    await Promise.all(others.map((receiverId) => this.#app.chat.delivery.send({ message, envelope, receiverId, isKnown })));
  }

  forgetQuota(): void {
    // In a circle nothing is counted.
  }

  forget(): void {
    if (this.#circle) this.#app.circles.forget(this.#circle.id);
  }
}
