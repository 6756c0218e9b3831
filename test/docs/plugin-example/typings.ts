import type { ConfigOf, ControllersOf, InstancesOf } from '#kernel';
import type * as wordlistController from './app/controller/index.ts';
import type * as wordlistService from './app/service/index.ts';
import type wordlistConfig from './config/config.default.ts';

declare module '../../../kernel/registry.ts' {
  interface Services extends InstancesOf<typeof wordlistService> {}
  interface Controllers extends ControllersOf<typeof wordlistController> {}
  interface AppConfig extends ConfigOf<typeof wordlistConfig> {}
}
