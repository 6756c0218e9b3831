// The one place where convention folders become types. A unit adds its import and its name to the lines below; a new file in a unit
// needs nothing here, only its line in the unit's own index.ts. It must stay a .ts: a wrong path in a .d.ts turns to `any` in silence.
//
//   import type { ConfigOf, ControllersOf, InstancesOf, StepsOf } from '#kernel';
//   import type * as chatService from '../app/service/index.ts';                   Services extends InstancesOf<typeof chatService>
//   import type * as chatController from '../app/controller/index.ts';             Controllers extends ControllersOf<typeof chatController>
//   import type * as chatStep from '../app/middleware/index.ts';                   Steps extends StepsOf<typeof chatStep>
//   import type chatContext from '../app/extend/context.ts';                       ContextExtension extends ChatContext   (type ChatContext = typeof chatContext)
//   import type redisApplication from '../plugins/redis/app/extend/application.ts'; ApplicationExtension extends RedisApplication
//   import type pushErrors from '../plugins/push/app/error.ts';                    Errors extends PushErrors
//   import type redisConfig from '../plugins/redis/config/config.default.ts';      AppConfig extends ConfigOf<typeof redisConfig>

import type { ConfigOf, ControllersOf, InstancesOf, StepsOf } from '#kernel';
import type * as appController from '../app/controller/index.ts';
import type appApplication from '../app/extend/application.ts';
import type appContext from '../app/extend/context.ts';
import type * as appStep from '../app/middleware/index.ts';
import type * as appModel from '../app/model/index.ts';
import type { OriginRule } from '../app/policy/origin.ts';
import type { OwnRule } from '../app/policy/own-origin.ts';
import type * as appService from '../app/service/index.ts';
import type appConfig from '../config/config.default.ts';
import type jwtApplication from '../plugins/jwt/app/extend/application.ts';
import type jwtConfig from '../plugins/jwt/config/config.default.ts';
import type logApplication from '../plugins/log/app/extend/application.ts';
import type logContext from '../plugins/log/app/extend/context.ts';
import type * as logStep from '../plugins/log/app/middleware/index.ts';
import type logConfig from '../plugins/log/config/config.default.ts';
import type metricsApplication from '../plugins/metrics/app/extend/application.ts';
import type * as metricsController from '../plugins/metrics/app/controller/index.ts';
import type * as metricsStep from '../plugins/metrics/app/middleware/index.ts';
import type metricsConfig from '../plugins/metrics/config/config.default.ts';
import type * as pageController from '../plugins/page/app/controller/index.ts';
import type pageConfig from '../plugins/page/config/config.default.ts';
import type pushApplication from '../plugins/push/app/extend/application.ts';
import type pushErrors from '../plugins/push/app/error.ts';
import type * as pushController from '../plugins/push/app/controller/index.ts';
import type * as pushService from '../plugins/push/app/service/index.ts';
import type pushConfig from '../plugins/push/config/config.default.ts';
import type qrcodeApplication from '../plugins/qrcode/app/extend/application.ts';
import type qrcodeConfig from '../plugins/qrcode/config/config.default.ts';
import type redisApplication from '../plugins/redis/app/extend/application.ts';
import type redisConfig from '../plugins/redis/config/config.default.ts';
import type scheduleApplication from '../plugins/schedule/app/extend/application.ts';
import type scheduleConfig from '../plugins/schedule/config/config.default.ts';
import type sequelizeApplication from '../plugins/sequelize/app/extend/application.ts';
import type sequelizeConfig from '../plugins/sequelize/config/config.default.ts';
import type { ModelsOf } from '../plugins/sequelize/model.ts';
import type storageApplication from '../plugins/storage/app/extend/application.ts';
import type storageConfig from '../plugins/storage/config/config.default.ts';
import type validateContext from '../plugins/validate/app/extend/context.ts';
import type * as validateController from '../plugins/validate/app/controller/index.ts';
import type * as validateStep from '../plugins/validate/app/middleware/index.ts';
import type validateConfig from '../plugins/validate/config/config.default.ts';
import type websocketApplication from '../plugins/websocket/app/extend/application.ts';
import type websocketConfig from '../plugins/websocket/config/config.default.ts';

type AppContext = typeof appContext;
type LogContext = typeof logContext;
type ValidateContext = typeof validateContext;

type AppApplication = typeof appApplication;
type JwtApplication = typeof jwtApplication;
type LogApplication = typeof logApplication;
type MetricsApplication = typeof metricsApplication;
type PushErrors = typeof pushErrors;
type PushApplication = typeof pushApplication;
type QrcodeApplication = typeof qrcodeApplication;
type RedisApplication = typeof redisApplication;
type ScheduleApplication = typeof scheduleApplication;
type SequelizeApplication = typeof sequelizeApplication;
type StorageApplication = typeof storageApplication;
type WebsocketApplication = typeof websocketApplication;

/** What the plugins configure, in their own words: the app's configuration only sets values of it. */
interface PluginConfig
  extends
    ConfigOf<typeof jwtConfig>,
    ConfigOf<typeof logConfig>,
    ConfigOf<typeof metricsConfig>,
    ConfigOf<typeof pageConfig>,
    ConfigOf<typeof pushConfig>,
    ConfigOf<typeof qrcodeConfig>,
    ConfigOf<typeof redisConfig>,
    ConfigOf<typeof scheduleConfig>,
    ConfigOf<typeof sequelizeConfig>,
    ConfigOf<typeof storageConfig>,
    ConfigOf<typeof validateConfig>,
    ConfigOf<typeof websocketConfig> {}

declare module '../kernel/registry.ts' {
  interface Services extends InstancesOf<typeof appService>, InstancesOf<typeof pushService> {}
  interface Controllers
    extends
      ControllersOf<typeof appController>,
      ControllersOf<typeof metricsController>,
      ControllersOf<typeof pageController>,
      ControllersOf<typeof pushController>,
      ControllersOf<typeof validateController> {}
  interface Errors extends PushErrors {}
  interface Models extends ModelsOf<typeof appModel> {}
  interface Steps extends StepsOf<typeof appStep>, StepsOf<typeof logStep>, StepsOf<typeof metricsStep>, StepsOf<typeof validateStep> {}
  interface ContextExtension extends AppContext, LogContext, ValidateContext {}
  interface ApplicationExtension
    extends
      AppApplication,
      JwtApplication,
      LogApplication,
      MetricsApplication,
      PushApplication,
      QrcodeApplication,
      RedisApplication,
      ScheduleApplication,
      SequelizeApplication,
      StorageApplication,
      WebsocketApplication {}
  interface AppConfig extends PluginConfig, Omit<ConfigOf<typeof appConfig>, keyof PluginConfig | 'origin'> {
    readonly origin: OriginRule & OwnRule;
  }
}
