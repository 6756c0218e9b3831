import type { EggContext } from './context.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** `ctx.helper` of Egg; `app/extend/helper.js` of its units extends the prototype. */
export interface EggHelper {
  readonly ctx: EggContext;
  /** A text as it stands in HTML. */
  escape(text: unknown): string;
  /** The address of a route by its name. */
  pathFor(name: string, params?: object): unknown;
}

/** A class of helpers for one application. */
export function makeHelper(): new (ctx: EggContext) => EggHelper {
  return class Helper implements EggHelper {
    readonly ctx: EggContext;

    constructor(ctx: EggContext) {
      this.ctx = ctx;
    }

    get app(): EggContext['app'] {
      return this.ctx.app;
    }

    get config(): object {
      return this.ctx.app.config;
    }

    escape(text: unknown): string {
      return String(text).replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
    }

    pathFor(name: string, params: object = {}): unknown {
      return this.ctx.app.router.url(name, params);
    }
  };
}
