import { fromSystem } from '../presenter/sides.ts';
import { userOf } from '../messaging/view.ts';
import { defineKind } from '../messaging/way/kind.ts';

/** What the system tells one user. */
export default defineKind({
  async sides({ caches }, { readerId }) {
    return fromSystem(await userOf(caches, readerId));
  },

  row: () => Promise.resolve({ peer: null, group: null }),
});
