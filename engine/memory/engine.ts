import type { Warn } from '../dispatch.ts';
import type { Engine, EngineHealth } from '../engine.ts';
import { MemoryBus } from './bus.ts';
import { MemoryCounter } from './counter.ts';
import { MemoryMailbox } from './mailbox.ts';
import { MemoryPresence } from './presence.ts';
import { MemoryRooms } from './rooms.ts';

const MEBI = 1024 * 1024;

/** Limits of the in-process engine. */
export interface MemoryEngineOptions {
  /** Entries kept per user; default 2000. */
  readonly cap?: number;
  /** Bytes kept for all users together, roughly; default 64 MiB. */
  readonly budget?: number;
  /** Entries kept per room; default 500. */
  readonly roomCap?: number;
  /** Bytes kept for all rooms together, roughly; default 64 MiB. */
  readonly roomBudget?: number;
  /** ms that the route of a user who left still refuses older sessions; default 10 minutes. */
  readonly absence?: number;
  /** Gets failures of bus listeners. */
  readonly warn: Warn;
}

/** Everything within one process, for one node: nothing to install, and nothing that outlives it but SQL. */
export class MemoryEngine implements Engine {
  readonly kind = 'memory';
  readonly mailbox: MemoryMailbox;
  readonly rooms: MemoryRooms;
  readonly presence: MemoryPresence;
  readonly bus: MemoryBus;
  readonly counter = new MemoryCounter();

  constructor(options: MemoryEngineOptions) {
    const { cap = 2000, budget = 64 * MEBI, roomCap = 500, roomBudget = 64 * MEBI, absence = 600_000, warn } = options;
    this.presence = new MemoryPresence({ absence, position: (userId) => this.mailbox.peek(userId) });
    this.mailbox = new MemoryMailbox({ cap, budget, nodes: (userId) => this.presence.nodes(userId) });
    this.rooms = new MemoryRooms({ cap: roomCap, budget: roomBudget, isLive: (node) => this.presence.isLive(node) });
    this.bus = new MemoryBus(warn);
  }

  health(): Promise<EngineHealth> {
    return Promise.resolve({ ok: true });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
