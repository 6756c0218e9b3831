import { extendContext } from '#kernel';
import type { EggContext } from '../../context.ts';

/** What the plugin adds to every context. */
export default extendContext({
  /** The same request as Egg's plugins see it, with all that they add: `ctx.egg.session`. */
  get egg(): EggContext {
    return this.app.egg.contextOf(this);
  },
});
