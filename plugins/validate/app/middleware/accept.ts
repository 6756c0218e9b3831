import type { Middleware } from '#kernel';
import { describe } from '../../operation.ts';
import type { Rule } from '../../rule.ts';

/** A route step: reads the request by a rule and keeps the result for `ctx.input(rule)`; InputError when it does not fit. */
export default function accept(rule: Rule<object>): Middleware {
  return describe((ctx, next) => {
    rule.keep(ctx, rule.read({ path: ctx.params, query: ctx.query, body: ctx.request.body }));
    return next();
  }, rule);
}
