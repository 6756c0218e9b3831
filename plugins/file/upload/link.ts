import { createHmac } from 'node:crypto';
import { isSame, type Application } from '#kernel';

const signers = new WeakMap<Application, LinkSigner>();

/** What a signed address says beside its path: whose it is, and until when, in ms. */
export interface Signature {
  readonly viewer: number;
  readonly expires: number;
  readonly sign: string;
}

/** A signature as it stands in an address. */
export interface SignatureTexts {
  readonly viewer: unknown;
  readonly expires: unknown;
  readonly sign: unknown;
}

/** Steps of a lifetime: within one the address stays the same, and so does the copy that a browser has. */
const STEPS = 8;

/** Signs addresses of files, each for one file and one viewer: what the viewer may not open any more, the address does not open either. */
export class LinkSigner {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** A signature for a file and its smaller picture that lasts for `ttl` ms at least, and an eighth longer at most. */
  sign(uuid: string, viewer: number, { ttl, now }: { readonly ttl: number; readonly now: number }): Signature {
    const step = Math.max(1, Math.floor(ttl / STEPS));
    const expires = Math.ceil((now + ttl) / step) * step;
    return { viewer, expires, sign: this.#hmac(uuid, viewer, expires) };
  }

  /** Whose address this is; undefined for one that nobody here has signed, or whose time is over. */
  viewerOf(uuid: string, { viewer, expires, sign }: SignatureTexts, now: number): number | undefined {
    if (typeof sign !== 'string') return undefined;
    const [id, end] = [numberOf(viewer), numberOf(expires)];
    if (id === undefined || end === undefined || end <= now) return undefined;
    return isSame(sign, this.#hmac(uuid, id, end)) ? id : undefined;
  }

  #hmac(uuid: string, viewer: number, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${uuid}:${viewer}:${expires}`).digest('base64url');
  }
}

/** The query of a signed address. */
export function queryOf({ viewer, expires, sign }: Signature): string {
  return `viewer=${viewer}&expires=${expires}&sign=${sign}`;
}

/** Fetches the secret, which is the same on every node; `signerOf` answers from then on. */
export async function loadSigner(app: Application): Promise<void> {
  signers.set(app, new LinkSigner(await app.secret('upload')));
}

/** The signer of an application that has started. */
export function signerOf(app: Application): LinkSigner {
  const signer = signers.get(app);
  if (signer) return signer;
  throw new TypeError('addresses are signed once the application has started');
}

function numberOf(text: unknown): number | undefined {
  return typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
