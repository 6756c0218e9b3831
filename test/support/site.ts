import { createSecretKey } from 'node:crypto';
import jwt, { type JwtPayload } from 'jsonwebtoken';

/** Seconds for which the tokens of a site hold here. */
const LIFE = 3600;

/** The JWT that a site's server makes for its visitor; `claims` over what is usual. */
export function siteToken(secret: string, sub: string, claims: JwtPayload = {}): string {
  const now = Math.floor(Date.now() / 1000);
  return jwt.sign({ sub, iat: now, exp: now + LIFE, ...claims }, createSecretKey(secret, 'utf8'), { algorithm: 'HS256' });
}
