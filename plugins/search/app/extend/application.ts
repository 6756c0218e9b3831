import type { Follower } from '#app';
import { extendApplication } from '#kernel';
import { followTerms } from '../../follow-terms.ts';

const followers = new WeakMap<object, Follower>();

/** What search adds to the application. */
export default extendApplication({
  /** The terms of messages, kept up to date. */
  get search(): Follower {
    const follower = followers.get(this) ?? followTerms(this);
    followers.set(this, follower);
    return follower;
  },
});
