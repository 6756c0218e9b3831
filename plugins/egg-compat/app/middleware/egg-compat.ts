import type { Middleware } from '#kernel';

/** Hands requests to the application of Egg: those that no route of Foyer is declared for, or with `around` all. At a route it is a step that puts Egg's middleware around it. */
export default function eggCompat({ around = true }: { readonly around?: boolean } = {}): Middleware {
  return (ctx, next) => {
    const { eggHost, router } = ctx.app;
    return around || !router.owns(ctx.path) ? eggHost.handle(ctx, next) : next();
  };
}
