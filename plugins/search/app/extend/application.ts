import type { Follower } from '#app';
import { extendApplication, onceFor } from '#kernel';
import { followTerms } from '../../follow-terms.ts';

const followerOf = onceFor(followTerms);

/** What search adds to the application. */
export default extendApplication({
  /** The terms of messages, kept up to date. */
  get search(): Follower {
    return followerOf(this);
  },
});
