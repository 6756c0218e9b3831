import type { MailboxRead, Position, Pushed } from '../../../engine/mailbox.ts';
import type { Rooms } from '../../../engine/rooms.ts';
import { scriptGroups } from './groups.ts';
import { RedisMailbox } from './mailbox.ts';
import { KEEP_ALIVE } from './presence.ts';
import type { PushOptions } from './pushes.ts';
import { unusedEpoch } from './unused-epoch.ts';

/** Rooms as Redis lists: those of mailboxes under other keys, and beside each the nodes that watch it. */
export class RedisRooms implements Rooms {
  readonly #options: PushOptions;
  readonly #lists: RedisMailbox;

  constructor(options: PushOptions) {
    this.#options = options;
    this.#lists = new RedisMailbox(options);
  }

  push(roomId: number, entry: string): Promise<Pushed> {
    return this.#lists.push(roomId, entry);
  }

  async watch(roomIds: readonly number[], node: string): Promise<Position[]> {
    const { link, keys, ttl } = this.#options;
    const answers = await link.call((generation, client) =>
      Promise.all(
        scriptGroups(client, roomIds).map((group) => {
          const names = group.flatMap((roomId) => [keys.mailbox(roomId), keys.position(roomId), keys.route(roomId)]);
          const keep = Math.random() < KEEP_ALIVE ? 1 : 0;
          return client.foyerWatch(names.length, ...names, generation, unusedEpoch(), ttl, node, keep);
        }),
      ),
    );
    const states = answers.flat().map((answer) => answer.split(' '));
    await this.#sweep(
      roomIds,
      states.map(([, , list = '']) => list),
    );
    return states.map(([last, epoch = '']) => ({ epoch, last: Number(last) }));
  }

  unwatch(roomIds: readonly number[], node: string): Promise<void> {
    return this.#remove(roomIds, [node]);
  }

  read(roomId: number, epoch: string, after: number): Promise<MailboxRead> {
    return this.#lists.read(roomId, epoch, after);
  }

  /** Takes out the watchers that have died: a node that only hung watches again. */
  async #sweep(roomIds: readonly number[], lists: readonly string[]): Promise<void> {
    const live = await this.#options.nodes.keep(lists);
    const dead = lists.map((list, index) => list.split(',').filter((node) => !live[index]?.includes(node)));
    const stale = roomIds.filter((_, index) => (dead[index]?.length ?? 0) > 0);
    if (stale.length > 0) await this.#remove(stale, [...new Set(dead.flat())]);
  }

  async #remove(roomIds: readonly number[], nodes: readonly string[]): Promise<void> {
    const { link, keys } = this.#options;
    await link.call(async (_, client) => {
      const scripts = scriptGroups(client, roomIds).map((group) =>
        client.foyerUnwatch(group.length, ...group.map((roomId) => keys.route(roomId)), ...nodes),
      );
      await Promise.all(scripts);
    });
  }
}
