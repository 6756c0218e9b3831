import type { Bus } from './bus.ts';
import type { Counter } from './counter.ts';
import type { Mailbox } from './mailbox.ts';
import type { Presence } from './presence.ts';
import type { Rooms } from './rooms.ts';

/** State of the engine's store, for /healthz. */
export interface EngineHealth {
  readonly ok: boolean;
  readonly reason?: string;
}

/** What carries messages between sessions and nodes: in-process for one node, Redis for several. */
export interface Engine {
  readonly kind: 'memory' | 'redis';
  readonly mailbox: Mailbox;
  readonly rooms: Rooms;
  readonly presence: Presence;
  readonly bus: Bus;
  readonly counter: Counter;
  health(): Promise<EngineHealth>;
  close(): Promise<void>;
}
