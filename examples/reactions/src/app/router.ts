import type { Application } from '@foyer-chat/foyer/kernel';
import { setReaction } from '../rule.ts';

/** For whoever has no socket of Foyer's own protocol. */
export default function router({ router, controller, step }: Application): void {
  router.post('/api/reactions/set', step.access({ visitor: true }), step.accept(setReaction), controller.reactions.set);
}
