import type { Application } from '#kernel';
import * as rule from '../rule.ts';

/** Search in one's own conversations. */
export default function router({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/search', access(), accept(rule.search), controller.search.find);
}
