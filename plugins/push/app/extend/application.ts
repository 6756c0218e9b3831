import { extendApplication, onceFor, type Application } from '#kernel';
import { Push } from '../../push.ts';

const pushOf = onceFor((app: Application) => new Push(app));

/** What the push plugin adds to the application. */
export default extendApplication({
  /** Tells browsers that are closed of messages. */
  get push(): Push {
    return pushOf(this);
  },
});
