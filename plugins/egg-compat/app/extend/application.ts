import { extendApplication, onceFor, type Application } from '#kernel';
import type { EggApplication } from '../../application.ts';
import { EggHost } from '../../host.ts';

const hostOf = onceFor((app: Application) => new EggHost(app));

/** What the plugin adds to the application. */
export default extendApplication({
  /** The application of Egg, with all that its plugins add to it: `app.egg.redis`. There from `didLoad` of the plugin on, where a server starts. */
  get egg(): EggApplication {
    return hostOf(this).app;
  },

  /** Loads, runs and closes the application of Egg. */
  get eggHost(): EggHost {
    return hostOf(this);
  },
});
