import { createHash } from 'node:crypto';
import { BootError } from '#kernel';

/** Fewest bytes of a secret: what HS256 asks of its key. */
const SHORTEST = 32;

/** Fewest different characters. */
const DIFFERENT = 8;

/** Fewest characters that do not follow from those before them. */
const UNFORESEEN = 20;

/** What examples, templates and keyboards are full of; whoever copied or typed one has no secret. */
const WELL_KNOWN =
  /change[\s_-]?(?:me|this|it)|replace[\s_-]?(?:me|this|with)|examplekey|example|default|placeholder|insecure|dev[\s_-]?only|your[\s_-]|keyboard[\s_-]?cat|shhhh+|s[e3]cr[e3]t|p[a@]ss(?:w[o0]rd|phrase)?|token|admin|foyer|\d{3}[\s_-]?bits?|(?:some|super|very)[\s_-]?|random[\s_-]?string|production|company|platform|server|my[\s_-]?|jwt|qwerty(?:uiop)?|asdfgh(?:jkl)?|zxcvbn?m?|1q2w3e(?:4r)?(?:5t)?|letmein/gi;

/** Random, and printed in documents that everyone reads: the keys of AWS's documentation and of RFC 7515. */
const PRINTED = [
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
];

/** A hash of a word that everyone tries is that word. */
const HASHED: ReadonlySet<string> = new Set(
  [
    '',
    'password',
    '123456',
    '12345678',
    '123456789',
    'secret',
    'admin',
    'qwerty',
    'letmein',
    'test',
    'root',
    'foyer',
    'changeme',
    'hello',
  ].flatMap((word) => ['md5', 'sha1', 'sha256'].map((algorithm) => createHash(algorithm).update(word).digest('hex'))),
);

/**
 * Fewest marks of random text, of which a sentence or a date has next to none: a letter beside a digit, `+` or `/`, a capital behind a
 * small letter, a small letter behind two capitals, five consonants in a row.
 */
const MIXED = 3;
const MARK = /(?<=[a-zA-Z])[\d+/]|(?<=[\d+/])[a-zA-Z]|(?<=[a-z])[A-Z]|(?<=[A-Z]{2})[a-z]|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{5}/g;

/** How anybody makes a good secret; for messages. */
export const MAKE_SECRET = 'openssl rand -base64 32';

/** Why a secret is too weak for production, without repeating it; undefined for a good one. It is one rule for every secret that an operator chooses. */
export function weaknessOf(secret: string): string | undefined {
  const bytes = Buffer.byteLength(secret);
  if (bytes < SHORTEST) return `has ${bytes} bytes, of at least ${SHORTEST}`;
  const own = secret.replaceAll(WELL_KNOWN, '');
  if (PRINTED.includes(secret) || HASHED.has(secret.toLowerCase())) return 'is printed in a well-known document';
  if (unforeseen(own.toLowerCase()) < UNFORESEEN) return 'is made of repetitions, rows of characters or words that everyone knows';
  if (new Set(secret).size < DIFFERENT) return `has fewer than ${DIFFERENT} different characters`;
  return (own.match(MARK)?.length ?? 0) < MIXED ? 'is made of plain words or numbers' : undefined;
}

/** What one purpose has for secrets, and who says so: a variable or a file. */
export interface Purpose {
  readonly from: string;
  readonly secrets: readonly string[];
}

/** Throws where one secret serves two purposes: whoever is told it for the one would have the other. */
export function assertApart(purposes: readonly Purpose[]): void {
  const seen = new Map<string, Purpose>();
  for (const purpose of purposes)
    for (const secret of purpose.secrets) {
      const first = seen.get(secret) ?? purpose;
      seen.set(secret, first);
      if (first === purpose) continue;
      throw new BootError(`${purpose.from} has a secret of ${first.from}: each needs its own, as \`${MAKE_SECRET}\` prints it`);
    }
}

function unforeseen(text: string): number {
  const characters = Array.from(text);
  return characters.filter((_, at) => !isStep(characters, at) && !isRepeated(characters, at)).length;
}

/** Goes on like the two before it: aaa, abc, 321. */
function isStep(characters: readonly string[], at: number): boolean {
  const [one = 0, two = 0, three = 0] = characters.slice(Math.max(0, at - 2), at + 1).map((character) => character.codePointAt(0));
  return at >= 2 && Math.abs(three - two) <= 1 && three - two === two - one;
}

/** Ends three characters that stood together before. */
function isRepeated(characters: readonly string[], at: number): boolean {
  if (at < 3) return false;
  const three = characters.slice(at - 2, at + 1).join('');
  return characters.slice(0, at).join('').includes(three);
}
