// Where the app's folders become types, as those of a plugin do in its plugin.ts. A new file needs nothing here, only its line in the
// index.ts of its folder. It must stay a .ts: a wrong path in a .d.ts turns to `any` in silence.
//
// Types join the registry under the name #kernel, here and everywhere: TypeScript loses what joins it under two names.
import type { ConfigOf, ControllersOf, InstancesOf, ShapeOf, StepsOf } from '#kernel';
import type * as controllers from '../app/controller/index.ts';
import type application from '../app/extend/application.ts';
import type context from '../app/extend/context.ts';
import type * as steps from '../app/middleware/index.ts';
import type * as models from '../app/model/index.ts';
import type { OriginRule } from '../app/policy/origin.ts';
import type { OwnRule } from '../app/policy/own-origin.ts';
import type rights from '../app/right.ts';
import type * as services from '../app/service/index.ts';
import type config from '../config/config.default.ts';
export type {} from '../config/plugin.ts'; // not an import, which the declarations would lack
import type { ModelsOf } from '../plugins/sequelize/model.ts';

declare module '#kernel' {
  interface Services extends InstancesOf<typeof services> {}
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Models extends ModelsOf<typeof models> {}
  interface Rights extends ShapeOf<typeof rights> {}
  interface Steps extends StepsOf<typeof steps> {}
  interface ContextExtension extends ShapeOf<typeof context> {}
  interface ApplicationExtension extends ShapeOf<typeof application> {}
  interface AppConfig extends Omit<ConfigOf<typeof config>, 'origin'> {
    readonly origin: OriginRule & OwnRule;
  }
}
