import { Places, type Application } from '#kernel';
import { fail } from '../error.ts';

const slots = new WeakMap<Application, Places<number>>();

/** Takes a place for a file that a user is sending to this node, and returns what gives it back. Fails with too_many. */
export function takeSlot(app: Application, userId: number): () => void {
  const places = slots.get(app) ?? new Places<number>(app.config.upload.parallel);
  slots.set(app, places);
  return places.take(userId) ?? fail('too_many');
}
