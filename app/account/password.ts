import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Gate, type GateOptions } from './gate.ts';

/** What one argon2id hash costs, and how many are computed at once. */
export interface PasswordOptions extends GateOptions {
  /** KiB of memory per hash. */
  readonly memory: number;
  /** Passes over that memory. */
  readonly passes: number;
}

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Hashes and verifies passwords; unknown accounts cost as much as known ones (D02). */
export class PasswordHasher {
  readonly #options: PasswordOptions;
  readonly #gate: Gate;
  readonly #nobody: string;

  constructor(options: PasswordOptions) {
    this.#options = options;
    this.#gate = new Gate(options);
    this.#nobody = unknowable(options);
  }

  /** The hash to store, with its parameters and a salt of its own; of the password's one form. */
  hash(password: string): Promise<string> {
    const { memory: memoryCost, passes: timeCost } = this.#options;
    return this.#gate.run(() => hash(passwordForm(password), { memoryCost, timeCost, parallelism: 1, outputLen: HASH_BYTES }));
  }

  /** Whether the password is the one that was hashed; null (no such account, or one without a password) takes the same time and is false. */
  async verify(password: string, stored: string | null): Promise<boolean> {
    const isRight = (await this.#is(passwordForm(password), stored)) || (await this.#isOld(password, stored));
    return stored !== null && isRight;
  }

  /** Whether the hash is cheaper than today's parameters and should be made anew at the next right password. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost } = parseOptions(stored);
    return memoryCost < this.#options.memory || timeCost < this.#options.passes;
  }

  #is(text: string, stored: string | null): Promise<boolean> {
    return this.#gate.run(() => verify(stored ?? this.#nobody, text));
  }

  /** Hashes from before there was one form are of what was typed. */
  async #isOld(password: string, stored: string | null): Promise<boolean> {
    return password !== passwordForm(password) && this.#is(password, stored);
  }
}

/** The one form of a password: the same letters count, whichever way a keyboard or a system writes them. */
export function passwordForm(password: string): string {
  return password.normalize('NFKC');
}

/** A well-formed hash that no password is known for: its bytes are random. */
function unknowable({ memory, passes }: PasswordOptions): string {
  const [salt, digest] = [SALT_BYTES, HASH_BYTES].map((bytes) => randomBytes(bytes).toString('base64').replaceAll('=', ''));
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${salt}$${digest}`;
}
