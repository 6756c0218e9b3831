import type { Application } from '#kernel';
import * as rule from '../rule.ts';

/** Browsers that are told of messages while they are closed. */
export default function router({ router, controller, config, step: { access, accept } }: Application): void {
  const limit = { name: 'push_changes', ...config.push.changes };
  router.get('/api/chat/push/key', access({ visitor: true }), accept(rule.showKey), controller.push.key);
  router.post('/api/chat/push/subscribe', access({ visitor: true, limit }), accept(rule.subscribe), controller.push.subscribe);
  router.post('/api/chat/push/unsubscribe', access({ visitor: true, limit }), accept(rule.unsubscribe), controller.push.unsubscribe);
}
