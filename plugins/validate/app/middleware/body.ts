import { bodyParser } from '@koa/bodyparser';
import { fromKoa, type Middleware } from '#kernel';
import { InputError } from '../../problem.ts';

/** Most bytes of a body, by its kind: a number, or with a unit as in `256kb`. */
export interface BodyOptions {
  readonly jsonLimit: string | number;
  readonly formLimit: string | number;
}

/** Reads JSON and urlencoded bodies into `ctx.request.body`, always an object; any other content is left to its route. */
export default function body({ jsonLimit, formLimit }: BodyOptions): Middleware {
  const parse = fromKoa(bodyParser({ enableTypes: ['json', 'form'], jsonLimit, formLimit, onError: refuse }));
  return (ctx, next) =>
    parse(ctx, () => {
      if (Array.isArray(ctx.request.body)) throw new InputError('bad_request');
      return next();
    });
}

function refuse(error: Error & { status?: number }): never {
  if (error.status === 413) throw new InputError('payload_too_large', {}, error);
  throw new InputError(error instanceof SyntaxError ? 'bad_json' : 'bad_request', {}, error);
}
