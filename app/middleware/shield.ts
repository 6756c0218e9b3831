import helmet from 'koa-helmet';
import { fromKoa, type Middleware } from '#kernel';

/** What the strict policy of a page is opened for, beside its own origin. */
export interface ShieldOptions {
  /** Sent with every answer, so that browsers use https from then on; only where https is set up for good. */
  readonly hsts: boolean;
}

const SELF = ["'self'"];

/**
 * Security headers: nothing inline, nothing from elsewhere, no guessing of types, no framing but by ourselves; and no
 * copy in a browser or on the way of what does not say itself for how long one is good (G21): answers are somebody's own.
 */
export default function shield(options: ShieldOptions): Middleware {
  const protect = protection(options);
  return (ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    return protect(ctx, next);
  };
}

function protection({ hsts }: ShieldOptions): Middleware {
  return fromKoa(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: SELF,
          scriptSrc: SELF,
          styleSrc: SELF,
          connectSrc: SELF,
          imgSrc: [...SELF, 'data:', 'blob:'],
          mediaSrc: [...SELF, 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: SELF,
          frameAncestors: SELF,
        },
      },
      crossOriginResourcePolicy: { policy: 'cross-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: hsts && { maxAge: 15_552_000 },
    }),
  );
}
