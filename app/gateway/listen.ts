import type { Application } from '#kernel';
import type { BusMessage } from '../../engine/bus.ts';
import { forgetKeys } from '../cache.ts';
import { unseal } from '../delivery/envelope.ts';
import type { Revocations } from './revocations.ts';

/** What this node does with a message of the bus. */
export function listener(app: Application, revocations: Revocations): (message: BusMessage) => void {
  const { caches, logger } = app;
  const { sessions, node: own } = app.chat;
  return (message) => {
    switch (message.kind) {
      case 'wake':
        for (const userId of message.users) for (const session of sessions.of(userId)) session.feed.wake();
        return;
      case 'refill':
        for (const session of sessions.of(message.userId)) session.feed.refill();
        return;
      case 'fence':
        for (const session of [...sessions.of(message.userId)]) if (session.isOutrankedBy(message)) session.end('replaced');
        return;
      case 'revoke':
        // The poll comes by in half a second if this fails.
        revocations.apply(message.userId, message.sessionIds).catch((error: unknown) => logger.warn({ err: error }, 'a revocation waits'));
        return;
      case 'stale':
        forgetKeys(caches, message.keys);
        return;
      case 'nodes':
        sessions.noteElsewhere(
          message.userId,
          message.nodes.filter((node) => node !== own),
        );
        return;
      case 'echo':
        for (const session of sessions.of(message.userId)) session.echo(unseal(message.frame));
        return;
      case 'signal':
        for (const session of sessions.of(message.userId)) session.signal(message.frame);
    }
  };
}
