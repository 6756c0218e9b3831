import { emptyList } from '../../../engine/empty.ts';
import type { MailboxRead, Position, PushResult } from '../../../engine/mailbox.ts';
import type { Rooms } from '../../../engine/rooms.ts';
import { askGroups, scriptGroups } from './groups.ts';
import { RedisMailbox } from './mailbox.ts';
import { KEEP_ALIVE } from './presence.ts';
import { splitNodes } from './nodes.ts';
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

  push(roomId: number, entry: string): Promise<PushResult> {
    return this.#lists.push(roomId, entry);
  }

  async watch(roomIds: readonly number[], node: string): Promise<(Position | undefined)[]> {
    const { link, keys, ttl } = this.#options;
    const answers = await askGroups(link, roomIds, (group, generation, client) => {
      const names = group.flatMap((roomId) => [keys.mailbox(roomId), keys.position(roomId), keys.route(roomId)]);
      const keep = Math.random() < KEEP_ALIVE ? 1 : 0;
      return client.foyerWatch(names.length, ...names, generation, unusedEpoch(), ttl, node, keep);
    });
    const states = answers.map((answer) => answer?.split(' '));
    await this.#sweep(
      roomIds,
      states.map((state) => state?.[2] ?? ''),
    );
    return states.map((state) => state && { epoch: state[1] ?? '', last: Number(state[0]) });
  }

  unwatch(roomIds: readonly number[], node: string): Promise<void> {
    return this.#remove(roomIds, [node]);
  }

  read(roomId: number, epoch: string, after: number): Promise<MailboxRead> {
    return this.#lists.read(roomId, epoch, after);
  }

  empty(roomId: number): Promise<void> {
    return emptyList(this.#lists, roomId);
  }

  /** Takes out the watchers that have died: a node that only hung watches again. */
  async #sweep(roomIds: readonly number[], lists: readonly string[]): Promise<void> {
    const live = await this.#options.nodes.keep(lists);
    const dead = lists.map((list, index) => splitNodes(list).filter((node) => !live[index]?.includes(node)));
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
