import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { isObject } from '../../kernel/files.ts';

/** What of Koa's cookies is needed here. */
interface Jar {
  get(name: string, options?: object): string | undefined;
  set(name: string, value?: string | null, options?: object): unknown;
}

const CIPHER = 'aes-256-gcm';
const [KEY_BYTES, NONCE_BYTES, TAG_BYTES] = [32, 12, 16];

/** `ctx.cookies` of Egg: Koa's, signed unless they say no, and not to be read by their owner where they say `encrypt`. */
export class EggCookies {
  readonly #jar: Jar;
  readonly #keys: readonly string[];

  /** The first key signs and encrypts; what any of them did is read. */
  constructor(jar: Jar, keys: readonly string[]) {
    this.#jar = jar;
    this.#keys = keys;
  }

  /** The value of a cookie; undefined for one that is not there, or that nobody here made. */
  get(name: string, options: { readonly signed?: boolean; readonly encrypt?: boolean } = {}): string | undefined {
    const value = this.#jar.get(name, { signed: options.signed ?? true });
    if (value === undefined || !options.encrypt) return value;
    return this.#keys.map((key) => decrypt(value, key)).find((text) => text !== undefined);
  }

  set(name: string, value?: string | null, options?: object): this {
    const { encrypt: isHidden = false, ...rest } = (options ?? {}) as { encrypt?: boolean };
    const [key] = this.#keys;
    const hidden = isHidden && value && key !== undefined ? encrypt(value, key) : value;
    this.#jar.set(name, hidden, { signed: true, httpOnly: true, path: '/', overwrite: true, ...defined(rest) });
    return this;
  }
}

/** What is given as undefined means what is usual. */
function defined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function encrypt(text: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce);
  const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url');
}

function decrypt(value: string, secret: string): string | undefined {
  const bytes = Buffer.from(value, 'base64url');
  const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'cookies of egg', KEY_BYTES));
}

/** Keys as Egg writes them: texts, or one with commas between. */
export function keysOf(given: unknown): string[] {
  const keys: unknown[] = [typeof given === 'string' ? given.split(',') : given].flat();
  return keys.flatMap((key) => (typeof key === 'string' && key.trim() !== '' ? [key.trim()] : []));
}

/** Whether a value has the methods of a jar. */
export function isJar(value: unknown): value is Jar {
  return isObject(value) && typeof value['get'] === 'function' && typeof value['set'] === 'function';
}
