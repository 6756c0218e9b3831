/** A step of a request's way, with a context of any kind. */
export type Step<Ctx> = (ctx: Ctx, next: () => Promise<unknown>) => unknown;

/** One step of many, the first outermost, as Koa puts them together. */
export function compose<Ctx>(steps: readonly Step<Ctx>[]): (ctx: Ctx, next: () => Promise<unknown>) => Promise<unknown> {
  return (ctx, next) => {
    const run = async (at: number): Promise<unknown> => {
      const step = steps[at];
      return step ? step.call(ctx as never, ctx, () => run(at + 1)) : next();
    };
    return run(0);
  };
}
