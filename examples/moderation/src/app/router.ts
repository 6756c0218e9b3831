import type { Application } from '@foyer-chat/foyer/kernel';
import { listWords, setWords } from '../rule.ts';

/** Only who was granted the right sees and sets the words. */
export default function router({ router, controller, step }: Application): void {
  const editor = step.access({ may: 'moderation.edit' });
  router.get('/api/moderation/words', editor, step.accept(listWords), controller.moderation.list);
  router.post('/api/moderation/words', editor, step.accept(setWords), controller.moderation.set);
}
