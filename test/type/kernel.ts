// Type tests: compiled by `npm run types`, never run. A line that must not compile stands under an expected error; if it compiles, tsc complains.
import {
  Controller,
  defineConfig,
  definePlugin,
  extendContext,
  Service,
  type Application,
  type ConfigOf,
  type Context,
  type ControllersOf,
  type InstancesOf,
  type Middleware,
  type MiddlewareFactory,
  type StepsOf,
} from '#kernel';

class Chat extends Service {
  async send(to: number, text: string): Promise<{ id: string }> {
    return { id: `${to} ${text}` };
  }
}

class Account extends Controller {
  async login(): Promise<void> {}
  async logout(ctx: Context): Promise<void> {
    ctx.body = true;
  }
  helper(count: number): number {
    return count;
  }
}

const access: MiddlewareFactory<{ visitor: boolean }> = (options) => async (_, next) => void (options.visitor && (await next()));
const stamp =
  (options: { by?: string } = {}): Middleware =>
  (ctx, next) => {
    ctx.set('x-by', options.by ?? '');
    return next();
  };
const plain = (): Middleware => (_, next) => next();
const config = (): { chat: { interval: number; hosts: string[] }; middleware: string[] } => ({
  chat: { interval: 1, hosts: [] },
  middleware: [],
});

type Fixture = { chat: typeof Chat; deep: { chat: typeof Chat } };
declare const service: InstancesOf<Fixture>;
declare const controller: ControllersOf<{ api: { account: typeof Account } }>;
declare const step: StepsOf<{ access: typeof access; stamp: typeof stamp; plain: typeof plain }>;
declare const merged: ConfigOf<typeof config>;

/** Services: the methods of the class, with their arguments and results. */
export async function services(ctx: Context): Promise<string> {
  const { id } = await service.deep.chat.send(1, 'hi');
  // @ts-expect-error a misspelt service
  void service.caht;
  // @ts-expect-error a misspelt method
  void service.chat.sned(1, 'hi');
  // @ts-expect-error a wrong argument
  void service.chat.send('1', 'hi');
  // @ts-expect-error a service that no unit brings
  void ctx.service.nobodyBringsThis;
  return id.toUpperCase();
}

/** Contexts: Koa's fields and ours, nothing else. */
export function contexts(ctx: Context): void {
  ctx.body = { text: ctx.get('x') + ctx.ip + ctx.method + (ctx.params['id'] ?? '') };
  ctx.cookies.set('name', 'value');
  ctx.logger.info({ id: 1 }, 'seen');
  // @ts-expect-error an unknown property
  ctx.bdoy = 1;
  // @ts-expect-error an unknown property of the request
  void ctx.request.bdoy;
  // @ts-expect-error state is no way around names: it holds unknown values
  ctx.state['user'].id = 1;
  // @ts-expect-error errors come from the app's table
  ctx.throw(400);
  // @ts-expect-error the body is not any
  ctx.request.body.id;
  // @ts-expect-error nothing leaks through the back reference
  ctx.request.ctx.whatever;
  // @ts-expect-error nothing leaks through the application
  ctx.app.whatever;
}

/** Controllers: actions are middleware; fields and helpers are none. */
export function controllers(app: Application): void {
  app.router.get('/login', controller.api.account.login).post('/logout', controller.api.account.logout);
  // @ts-expect-error a misspelt action
  app.router.get('/x', controller.api.account.lgoin);
  // @ts-expect-error not an action: it takes a number
  app.router.get('/x', controller.api.account.helper);
  // @ts-expect-error not an action: a field
  app.router.get('/x', controller.api.account.ctx);
  // @ts-expect-error a route needs a handler
  app.router.get('/x');
}

/** Steps: the factory's options, without the application. */
export function steps(app: Application): void {
  app.router.get('/x', step.access({ visitor: true }), step.stamp(), step.stamp({ by: 'me' }), step.plain(), controller.api.account.login);
  // @ts-expect-error a misspelt option
  step.access({ vistor: true });
  // @ts-expect-error options that are needed
  step.access();
  // @ts-expect-error a misspelt step
  step.acess({ visitor: true });
  // @ts-expect-error an option of the wrong type
  step.stamp({ by: 1 });
  // @ts-expect-error a step without options
  step.plain({ any: 1 });
}

/** Configuration: inferred from the default, without what the kernel declares itself. */
export function configuration(app: Application): number {
  // @ts-expect-error a misspelt key
  void merged.chat.intervall;
  // @ts-expect-error the kernel's own keys are typed by the kernel
  void merged.middleware;
  // @ts-expect-error a misspelt key of the kernel
  void app.config.server.drainTimout;
  defineConfig({ server: { drainTimeout: 1 } });
  // @ts-expect-error a misspelt key in an environment file
  defineConfig({ server: { drainTimout: 1 } });
  // @ts-expect-error a value of the wrong type in an environment file
  defineConfig({ server: { drainTimeout: '1' } });
  // @ts-expect-error a key that no default has
  defineConfig({ nobodyHasThis: {} });
  return merged.chat.interval;
}

/** Plugins: described by name and path. */
export const plugins = [
  definePlugin({ name: 'one', path: '/', dependencies: ['two'] }),
  // @ts-expect-error a plugin needs a path
  definePlugin({ name: 'one' }),
  // @ts-expect-error a misspelt field
  definePlugin({ name: 'one', path: '/', dependancies: ['two'] }),
];

/** Extensions: `this` is the context. */
export const extension = extendContext({
  success(data: unknown): void {
    this.body = data;
  },
  wrong(): void {
    // @ts-expect-error an unknown property of this
    this.bdoy = 1;
  },
});
