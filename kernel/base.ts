import type { Application } from './application.ts';
import type { Context } from './context.ts';
import type { Logger } from './logger.ts';
import type { AppConfig, Services } from './registry.ts';

/** Anything created once per context. */
abstract class ContextBound {
  readonly ctx: Context;

  constructor(ctx: Context) {
    this.ctx = ctx;
  }

  get app(): Application {
    return this.ctx.app;
  }

  get config(): AppConfig {
    return this.ctx.app.config;
  }

  get service(): Services {
    return this.ctx.service;
  }

  get logger(): Logger {
    return this.ctx.logger;
  }
}

/** A class in `app/controller/`: its methods become middleware, each request gets an instance of its own. */
export class Controller extends ContextBound {}

/** A class in `app/service/`: created on first use, once per context. */
export class Service extends ContextBound {}
