import { createSecretKey, type KeyObject } from 'node:crypto';
import jwt, { type VerifyOptions } from 'jsonwebtoken';
import { z } from 'zod';

/** What a token says: the user, the login session and its role, and when it was made and ends (seconds). Nothing else of the user (D01). */
export interface Claims {
  readonly sub: number;
  readonly sid: number;
  readonly role: string;
  readonly iat: number;
  readonly exp: number;
}

/** Why a token is refused, as a code of the app's error table. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: 'token_expired' | 'token_invalid';

  constructor(code: 'token_expired' | 'token_invalid', cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Only this algorithm: a token names its own, and must not choose `none` or another. */
const ALGORITHM = 'HS256';

/** A token of ours has some 200 characters; longer ones are not looked at. */
const LONGEST = 1024;

const claims = z.strictObject({
  sub: z.string().regex(/^[1-9]\d{0,15}$/),
  sid: z.int().positive(),
  role: z.string(),
  iat: z.int(),
  exp: z.int(),
});

/** Signs tokens with one secret, and verifies those of an earlier one too: sessions survive the change of a secret. */
export class TokenSigner {
  readonly #key: KeyObject;
  readonly #keys: readonly KeyObject[];

  /** Secrets are UTF-8 text; the first one signs. */
  constructor(secret: string, ...earlier: readonly string[]) {
    // A key object is prepared once: with a text jsonwebtoken verifies 50 times slower.
    this.#key = createSecretKey(secret, 'utf8');
    this.#keys = [this.#key, ...earlier.map((text) => createSecretKey(text, 'utf8'))];
  }

  /** The token with these claims. */
  sign({ sub, sid, role, iat, exp }: Claims): string {
    return jwt.sign({ sub: String(sub), sid, role, iat, exp }, this.#key, { algorithm: ALGORITHM });
  }

  /** What a token says, by the clock given in ms; throws TokenError for one that is expired, forged or not of ours. */
  verify(token: string, now: number = Date.now()): Claims {
    if (token.length > LONGEST) throw new TokenError('token_invalid');
    const parsed = claims.safeParse(this.#verify(token, now));
    if (!parsed.success) throw new TokenError('token_invalid', parsed.error);
    return { ...parsed.data, sub: Number(parsed.data.sub) };
  }

  #verify(token: string, now: number): unknown {
    const options = { algorithms: [ALGORITHM], clockTimestamp: Math.floor(now / 1000) } satisfies VerifyOptions;
    let refusal: unknown;
    for (const key of this.#keys) {
      try {
        return jwt.verify(token, key, options);
      } catch (error) {
        refusal = error;
        if (error instanceof jwt.TokenExpiredError) break; // it is of this key
      }
    }
    throw new TokenError(refusal instanceof jwt.TokenExpiredError ? 'token_expired' : 'token_invalid', refusal);
  }
}
