import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Application } from '#kernel';

const signers = new WeakMap<Application, Promise<LinkSigner>>();

/** What a signed address says beside its path. */
export interface Signature {
  readonly sign: string;
  /** ms; absent: it never ends. */
  readonly expires?: number;
}

/** Signs addresses of files: who has one may open that file, and no other. */
export class LinkSigner {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** A signature for a file and its smaller picture, for good or until a time in ms. */
  sign(uuid: string, expires?: number): Signature {
    const sign = this.#hmac(uuid, expires);
    return expires === undefined ? { sign } : { sign, expires };
  }

  /** Whether the texts of an address are a signature of ours for this file, still good at `now`. */
  isGood(uuid: string, { sign, expires }: { sign: unknown; expires: unknown }, now: number): boolean {
    if (typeof sign !== 'string') return false;
    if (expires !== undefined && !(typeof expires === 'string' && /^\d{1,15}$/.test(expires))) return false;
    const end = expires === undefined ? undefined : Number(expires);
    return isSame(sign, this.#hmac(uuid, end)) && (end === undefined || end > now);
  }

  #hmac(uuid: string, expires: number | undefined): string {
    return createHmac('sha256', this.#secret)
      .update(`${uuid}:${expires ?? ''}`)
      .digest('base64url');
  }
}

/** The signer of an application; its secret is the same on every node. */
export function signerOf(app: Application): Promise<LinkSigner> {
  const known = signers.get(app);
  if (known) return known;
  const made = app.secret('upload').then((secret) => new LinkSigner(secret));
  signers.set(app, made);
  // A store that was down must not be remembered.
  made.catch(() => signers.delete(app));
  return made;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
