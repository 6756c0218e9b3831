import type { Application } from '#kernel';
import * as rule from '../rule.ts';

/** Browsers that are told of messages while they are closed. */
export default function router({ router, controller, step: { access, accept } }: Application): void {
  router.get('/api/chat/push/key', access({ visitor: true }), accept(rule.showKey), controller.push.key);
  router.post('/api/chat/push/subscribe', access({ visitor: true }), accept(rule.subscribe), controller.push.subscribe);
  router.post('/api/chat/push/unsubscribe', access({ visitor: true }), accept(rule.unsubscribe), controller.push.unsubscribe);
}
