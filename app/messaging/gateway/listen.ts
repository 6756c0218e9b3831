import type { Application } from '#kernel';
import type { BusMessage } from '../../../engine/bus.ts';
import { unseal } from '../delivery/envelope.ts';
import type { Revocations } from './revocations.ts';

/** What this node does with each kind of bus message. */
type Handlers = { readonly [Kind in BusMessage['kind']]: (message: Extract<BusMessage, { kind: Kind }>) => void };

/** The listener of this node on the bus. */
export function listener(app: Application, revocations: Revocations): (message: BusMessage) => void {
  const handlers = makeHandlers(app, revocations);
  // Sound by the type of Handlers; TypeScript does not follow a union through a lookup.
  return (message) => (handlers[message.kind] as (message: BusMessage) => void)(message); // oxlint-disable-line typescript/no-unsafe-type-assertion
}

function makeHandlers(
  { caches, logger, chat: { sessions, rooms, signals, changes, node: own } }: Application,
  revocations: Revocations,
): Handlers {
  return {
    wake: ({ users }) => {
      for (const userId of users) for (const session of sessions.of(userId)) session.feed.wake();
    },
    rooms: ({ rooms: grown }) => {
      for (const id of grown) rooms.wake(id);
    },
    refill: ({ userId }) => {
      for (const session of sessions.of(userId)) session.feed.refill();
    },
    fence: (claim) => {
      for (const session of sessions.of(claim.userId)) if (session.isOutrankedBy(claim)) session.giveWay(claim);
    },
    revoke: ({ userId, sessionIds }) => {
      // If this fails the poll of the table comes by in half a second.
      revocations.apply(userId, sessionIds).catch((error: unknown) => logger.warn({ err: error }, 'a revocation waits'));
    },
    stale: ({ keys }) => caches.forget(keys),
    nodes: ({ userId, nodes }) =>
      sessions.noteElsewhere(
        userId,
        nodes.filter((node) => node !== own),
      ),
    echo: ({ userId, frame }) => {
      for (const session of sessions.of(userId)) session.echo(unseal(frame));
    },
    signal: ({ userId, frame, isPlain }) => {
      for (const session of sessions.of(userId)) session.signal(frame, isPlain ? 'plain' : 'foyer');
    },
    members: (signal) => signals.take(signal),
    changed: (change) => changes.take(change),
  };
}
