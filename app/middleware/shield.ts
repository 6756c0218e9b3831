import helmet from 'koa-helmet';
import { fromKoa, type Middleware } from '#kernel';

/** What the strict policy of a page is opened for, beside its own origin. */
export interface ShieldOptions {
  /** Sent with every answer, so that browsers use https from then on; only where https is set up for good. */
  readonly hsts: boolean;
}

const SELF = ["'self'"];

/** Security headers: nothing inline, nothing from elsewhere but pictures and media, no guessing of types, no framing but by ourselves. */
export default function shield({ hsts }: ShieldOptions): Middleware {
  return fromKoa(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: SELF,
          scriptSrc: SELF,
          styleSrc: SELF,
          connectSrc: SELF,
          imgSrc: [...SELF, 'data:', 'blob:', 'https:'],
          mediaSrc: [...SELF, 'blob:', 'https:'],
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
