import { onceFor, Places, type Application } from '#kernel';
import { fail } from '#app';

const placesOf = onceFor((app: Application) => new Places<number>(app.config.upload.parallel));

/** Takes a place for a file that a user is sending to this node, and returns what gives it back. Fails with too_many. */
export function takeSlot(app: Application, userId: number): () => void {
  return placesOf(app).take(userId) ?? fail('too_many');
}
