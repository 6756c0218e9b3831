import { z, type ZodType } from 'zod';
import { defineRules, type AppInfo, type ConfigRules } from '#kernel';
import { isHost, isOrigin, isRoot, isUrl, MOST_SECRETS, type UrlRule } from './reader.ts';
import { MAKE_SECRET, weaknessOf } from './secret.ts';
import { DATABASE, REDIS, STORAGE } from './url.ts';

const TEXT = z.string('write a text');
const FLAG = z.boolean('write true or false');
const PUBLIC: UrlRule = { protocols: ['http:', 'https:'], example: 'https://chat.example' };

/** What keys take where their default does not tell: one may be absent, one is a word of several, an address, a secret. The same holds for the variables of `env.ts`. */
export default ({ env }: AppInfo): ConfigRules => {
  const secrets = secretsOf({ strict: env === 'prod' });
  return defineRules({
    listen: { port: z.int(PORT).min(0, PORT).max(65_535, PORT), host: TEXT },
    origin: { allowed: z.array(originLike(), ORIGINS), publicUrl: publicUrl(), hosts: z.array(hostLike(), HOSTS) },
    group: { history: wordOf(['joined', 'all']) },
    log: { level: wordOf(['debug', 'info', 'warn', 'error', 'silent']), output: wordOf(['stdout', 'stderr']) },
    service: { accounts: z.array(z.string(NAMES).toLowerCase(), NAMES) },
    signup: wordOf(['open', 'invited', 'closed']),
    gateway: {
      check: every(),
      lease: every(),
      revocations: every(),
      trim: { interval: every() },
      mark: { interval: every() },
      heartbeat: { interval: every() },
    },
    chat: { receipts: every(), follow: { interval: every(), sweep: every() } },
    closing: { interval: every() },
    body: { jsonLimit: size(), formLimit: size() },
    jwt: { secrets },
    metrics: { tokens: secrets, local: FLAG },
    visitor: { identity: { secrets } },
    redis: { url: address(REDIS) },
    sequelize: { url: address(DATABASE) },
    storage: { folder: TEXT, s3: { url: address(STORAGE), accessKeyId: TEXT, secretAccessKey: TEXT } },
  });
};

const PORT = 'write a whole number from 0 to 65535';
const LONGEST_TIMER = 2 ** 31 - 1;
const EVERY = `write ms, from 10 to ${LONGEST_TIMER}`;
const NAMES = 'write usernames, as in ["kefu","sales"]';
const HOSTS = 'write hosts, as in ["chat.example","intranet:8080"]';
const ORIGINS = 'write origins, as in ["https://shop.example","http://intranet:8080"]';

function wordOf<const W extends readonly string[]>(words: W): ZodType<W[number]> {
  return z.enum(words, `write one of ${words.join(', ')}`);
}

function address(rule: UrlRule): ZodType<string> {
  return TEXT.refine((given) => isUrl(given, rule), `write it like ${rule.example}`);
}

function publicUrl(): ZodType<string> {
  return TEXT.refine(
    (given) => isUrl(given, PUBLIC) && isRoot(given),
    `write it like ${PUBLIC.example}, with nothing behind the host`,
  ).transform((given) => new URL(given).origin);
}

function originLike(): ZodType<string> {
  return z.string(ORIGINS).refine((given) => given === '*' || isOrigin(given), ORIGINS);
}

function hostLike(): ZodType<string> {
  return z.string(HOSTS).refine(isHost, HOSTS);
}

/** Between two runs: none is too often for one process, and with more than a timer holds it would run all the time. */
function every(): ZodType<number> {
  return z.int(EVERY).min(10, EVERY).max(LONGEST_TIMER, EVERY);
}

function size(): ZodType<string> {
  return TEXT.regex(/^[1-9]\d{0,8}(b|kb|mb)$/, 'write a number with b, kb or mb, as in 512kb');
}

/** One secret, or two while one replaces the other; weak ones are refused where it is `strict`. None is repeated in a message. */
function secretsOf({ strict }: { readonly strict: boolean }): ZodType<string[]> {
  const count = `write one secret or ${MOST_SECRETS}, as in ["…"]`;
  const secret = z.string(count).superRefine((given, context) => {
    const weakness = strict ? weaknessOf(given) : undefined;
    if (weakness !== undefined) context.addIssue(`a secret ${weakness}: take what \`${MAKE_SECRET}\` prints`);
  });
  return z.array(secret, count).max(MOST_SECRETS, count);
}
