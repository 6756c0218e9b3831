import { BootError } from '#kernel';
import { begin } from './cursor.ts';
import { Follower, type FollowerSetting, type FollowOptions } from './follower.ts';

/** What a follower has that does not say it itself. */
export interface FollowDefaults {
  readonly interval: number;
  readonly slice: number;
  readonly calm: number;
  readonly deadline: number;
}

/** The followers of a node, by name. */
export class Followers {
  readonly #all = new Map<string, Follower>();
  readonly #from = new Map<string, FollowOptions['from']>();
  readonly #setting: FollowerSetting;
  readonly #defaults: FollowDefaults;

  constructor(defaults: FollowDefaults, setting: FollowerSetting) {
    this.#defaults = defaults;
    this.#setting = setting;
  }

  /** Joins in; `name` is the unit's. Its cursors are kept under it, so it must not change. */
  add(name: string, options: FollowOptions): Follower {
    if (this.#all.has(name))
      throw new BootError(`there are two followers ${name}: a name is one follower's, since its cursors are kept under it`);
    const follower = new Follower(name, { ...this.#defaults, ...options }, this.#setting);
    this.#all.set(name, follower);
    this.#from.set(name, options.from);
    return follower;
  }

  /** A message was stored in a conversation. */
  note(conversationId: number): void {
    for (const follower of this.#all.values()) follower.note(conversationId);
  }

  /** Lets new ones begin, and all of them run. */
  async start(): Promise<void> {
    for (const [name, from] of this.#from) await begin(this.#setting.sql, name, from);
    for (const follower of this.#all.values()) follower.start();
  }

  /** Lets all look for what nobody told them of. */
  sweep(): void {
    for (const follower of this.#all.values()) follower.sweep();
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#all.values(), (follower) => follower.close()));
  }
}
