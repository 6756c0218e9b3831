import { extendApplication } from '#kernel';
import { Push } from '../../push.ts';

const pushes = new WeakMap<object, Push>();

/** What the push plugin adds to the application. */
export default extendApplication({
  /** Tells browsers that are closed of messages. */
  get push(): Push {
    let push = pushes.get(this);
    if (!push) pushes.set(this, (push = new Push(this)));
    return push;
  },
});
