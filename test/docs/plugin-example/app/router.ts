import type { Application } from '#kernel';
import { listHits } from '../rule.ts';

/** The routes of this plugin. */
export default function router({ router, controller, step }: Application): void {
  router.get('/api/wordlist/hits', step.access(), step.accept(listHits), controller.wordlist.hits);
}
