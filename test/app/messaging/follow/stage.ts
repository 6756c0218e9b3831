import { Followers, type FollowDefaults } from '../../../../app/messaging/follow/followers.ts';
import type { Follower, FollowOptions } from '../../../../app/messaging/follow/follower.ts';
import type { FollowedMessage } from '../../../../app/messaging/follow/read.ts';
import type { HookFault } from '../../../../app/messaging/hooks.ts';
import type { Sql } from '../../../../engine/sql.ts';
import type { TestApp } from '../../../support/app.ts';
import { conversationOf, fill } from '../../../support/draft.ts';
import { createUser } from '../../../support/factory.ts';

const DEFAULTS: FollowDefaults = { interval: 5, slice: 250, calm: 16, deadline: 5000 };

/** What a node is in a test, beside its follower. */
export interface Node {
  readonly follower: Follower;
  readonly followers: Followers;
  readonly faults: HookFault[];
}

/** A conversation, new before each test, and followers of it on nodes of their own. */
export class FollowStage {
  name = '';
  from = 0;
  conversation = 0;
  readonly #target: TestApp;
  readonly #open: Followers[] = [];

  constructor(target: TestApp) {
    this.#target = target;
    let count = 0;
    beforeEach(async () => {
      this.from = (await createUser(target)).id;
      this.conversation = await this.another();
      this.name = `test${(count += 1)}`;
    });
    afterEach(async () => {
      await Promise.all(this.#open.splice(0).map((followers) => followers.close()));
    });
  }

  /** A conversation of the same writer. */
  async another(): Promise<number> {
    return conversationOf(this.#target, this.from, (await createUser(this.#target)).id);
  }

  /** A follower on a node of its own, which runs only when it is told to. */
  node(
    options: Partial<FollowOptions> & Pick<FollowOptions, 'handle'>,
    over: Partial<{ sql: Sql; lease: number; pending: () => number }> = {},
  ): Node {
    const faults: HookFault[] = [];
    const followers = new Followers(DEFAULTS, {
      sql: this.#target.app.sql,
      node: crypto.randomUUID(),
      pending: () => 0,
      lease: 30_000,
      pause: { least: 20, most: 80 },
      onFault: (fault) => faults.push(fault),
      onError: () => {},
      ...over,
    });
    this.#open.push(followers);
    return { follower: followers.add(this.name, { from: 'start', ...options }), followers, faults };
  }

  /** Says something in the conversation; nobody is told of it. */
  async said(...texts: string[]): Promise<void> {
    await fill(this.#target, this.conversation, { from: this.from, texts });
  }

  /** Of messages those of the conversation. */
  seqs(messages: readonly FollowedMessage[]): number[] {
    return messages.filter(({ conversationId }) => conversationId === this.conversation).map(({ seq }) => seq);
  }
}

/** So many runs, which a walk over all conversations takes. */
export async function rounds(follower: Follower, times = 12): Promise<void> {
  for (let round = 0; round < times; round += 1) await follower.run();
}
