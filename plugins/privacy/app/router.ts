import type { Application } from '#kernel';
import * as rule from '../rule.ts';

/** What people may do with all that is kept of them. */
export default function router({ router, controller, step: { access, accept } }: Application): void {
  router.get('/api/chat/export', access({ visitor: true }), accept(rule.exportData), controller.privacy.export);
  router.post('/api/chat/erase', access({ visitor: true }), accept(rule.eraseAccount), controller.privacy.erase);
}
