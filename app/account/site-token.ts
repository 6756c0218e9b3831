import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { isWhole } from '#validate';
import { ChatError, fail } from '../error.ts';

/** What a site says of its visitor. */
export interface KnownVisitor {
  /** The site's own id of the visitor. */
  readonly externalId: string;
  /** '' where the site does not say. */
  readonly nickname: string;
  readonly avatar: string;
  readonly email: string;
}

/** Only this algorithm: a token names its own, and must not choose `none` or another. */
const ALGORITHM = 'HS256';

/** The longest that a token may hold, in seconds: whoever finds an old one has nothing. */
const LONGEST_LIFE = 24 * 3600;

/** How far the site's clock may be ahead, in seconds. */
const LEEWAY = 60;

/** What a visitor is to a site; other claims are the site's own business. Optional ones may be null. */
const claims = z.object({
  sub: z.string().min(1).max(128).refine(isWhole),
  exp: z.int(),
  iat: z.int().nullish(),
  nickname: z.string().nullish(),
  avatar: z.string().nullish(),
  email: z.string().nullish(),
});

const EMAIL = z.email().max(254);

/**
 * Reads the JWT that the site's server made for its visitor, signed with any of the secrets that it shares with this server. Fails with
 * identity_wrong (no token, or another signature), identity_expired, and identity_claim, which names the claim.
 */
export function readSiteToken(token: string, secrets: readonly string[], now: number = Date.now()): KnownVisitor {
  const seconds = Math.floor(now / 1000);
  const read = claims.safeParse(verify(token, secrets, seconds));
  if (!read.success) return wrongClaim(String(read.error.issues[0]?.path[0] ?? 'sub'));
  const { sub, exp, iat, nickname, avatar, email } = read.data;
  if (exp - Math.min(seconds, iat ?? seconds) > LONGEST_LIFE + LEEWAY) return wrongClaim('exp');
  return { externalId: sub, nickname: nickname?.trim() ?? '', avatar: avatar ?? '', email: EMAIL.safeParse(email).data ?? '' };
}

function verify(token: string, secrets: readonly string[], clockTimestamp: number): unknown {
  let refusal: unknown;
  for (const secret of secrets) {
    try {
      return jwt.verify(token, createSecretKey(secret, 'utf8'), { algorithms: [ALGORITHM], clockTimestamp });
    } catch (error) {
      refusal = error;
      // It is of this secret.
      if (error instanceof jwt.TokenExpiredError || error instanceof jwt.NotBeforeError) break;
    }
  }
  const code = refusal instanceof jwt.TokenExpiredError ? 'identity_expired' : 'identity_wrong';
  throw new ChatError(code, {}, { cause: refusal });
}

function wrongClaim(claim: string): never {
  return fail('identity_claim', { claim });
}
