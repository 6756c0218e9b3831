import { BootError, spanOf } from '#kernel';
import { MAKE_SECRET, weaknessOf } from './secret.ts';

/** What an address must look like. */
export interface UrlRule {
  readonly protocols: readonly string[];
  /** Written in the message instead of the value, which may hold a password. */
  readonly example: string;
  /** Whether something must follow the host: the name of a database. */
  readonly hasPath?: true;
}

/** Not written in the address of a page. */
const DEFAULT_PORT = /:(80|443)$/;

/** While one secret takes the place of another. */
export const MOST_SECRETS = 2;

/** Reads environment variables one by one and remembers every wrong one, so that `finish` can tell them all at once. */
export class EnvReader {
  readonly #source: NodeJS.ProcessEnv;
  readonly #problems: string[] = [];

  constructor(source: NodeJS.ProcessEnv) {
    this.#source = source;
  }

  /** Throws one BootError that names every wrong variable, its value and the mend. */
  finish(): void {
    const count = this.#problems.length;
    if (count === 0) return;
    throw new BootError(`the environment or .env has ${count} ${count === 1 ? 'problem' : 'problems'}:\n${this.#problems.join('\n')}`);
  }

  /** Any text; undefined when it is absent or empty. */
  text(name: string): string | undefined {
    const given = this.#source[name]?.trim();
    return given === '' ? undefined : given;
  }

  /** A whole number between two bounds. */
  integer(name: string, fallback: number, [min, max]: readonly [number, number]): number {
    const given = this.text(name);
    if (given === undefined) return fallback;
    const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    if (value >= min && value <= max) return value;
    return this.#refuse(name, `is ${JSON.stringify(given)}: write a whole number from ${min} to ${max}`, fallback);
  }

  /** A secret, or two with a comma between while one replaces the other: the first is used, both are taken. Weak ones are refused where it is `strict`: in production. */
  secrets(name: string, { strict }: { readonly strict: boolean }): readonly string[] {
    const secrets = split(this.text(name));
    if (secrets.length > MOST_SECRETS)
      return this.#refuse(name, `has ${secrets.length} secrets, with commas between: write one or two`, []);
    const weak = strict ? secrets.findIndex((secret) => weaknessOf(secret) !== undefined) : -1;
    if (weak < 0) return secrets;
    const which = secrets.length > 1 ? `(${weak + 1} of ${secrets.length}, with a comma between) ` : '';
    return this.#refuse(name, `${which}${weaknessOf(secrets[weak] ?? '')}: take what \`${MAKE_SECRET}\` prints`, []);
  }

  /** One of several words; the map says what each stands for. */
  word<T>(name: string, words: ReadonlyMap<string, T>): T | undefined {
    const given = this.text(name);
    if (given === undefined || words.has(given)) return words.get(given ?? '');
    return this.#refuse(name, `is ${JSON.stringify(given)}: write one of ${[...words.keys()].join(', ')}`, undefined);
  }

  /** A span of time in ms, see `spanOf`. */
  duration(name: string, fallback: number): number {
    const given = this.text(name);
    if (given === undefined) return fallback;
    const ms = spanOf(given);
    return ms > 0 ? ms : this.#refuse(name, `is ${JSON.stringify(given)}: write a number with s, m, h or d, as in 30d`, fallback);
  }

  /** An address, as it was written. */
  url(name: string, rule: UrlRule): string | undefined {
    const given = this.text(name);
    if (given === undefined || isUrl(given, rule)) return given;
    return this.#refuse(name, `is not usable: write it like ${rule.example}`, undefined);
  }

  /** An address at the root of a host, as an origin: links and pages know no path before theirs. */
  origin(name: string, example: string): string | undefined {
    const given = this.url(name, { protocols: ['http:', 'https:'], example });
    if (given === undefined) return undefined;
    if (isRoot(given)) return new URL(given).origin;
    return this.#refuse(name, `must end with the host, since the server knows no path before its own: write it like ${example}`, undefined);
  }

  /** Hosts with commas between, each with a port or for all of them. */
  hosts(name: string): readonly string[] {
    const hosts = split(this.text(name)).map((host) => host.toLowerCase().replace(DEFAULT_PORT, ''));
    const wrong = hosts.find((host) => !isHost(host));
    if (wrong === undefined) return hosts;
    return this.#refuse(name, `has ${JSON.stringify(wrong)}: write hosts with commas between, as in chat.example,intranet:8080`, []);
  }

  /** Origins with commas between, as browsers send them; `*` stands for all. */
  origins(name: string): readonly string[] {
    const origins = split(this.text(name)).map((origin) => origin.replace(/\/$/, ''));
    const wrong = origins.find((origin) => origin !== '*' && !isOrigin(origin));
    if (wrong === undefined) return origins;
    return this.#refuse(
      name,
      `has ${JSON.stringify(wrong)}: write origins with commas between, as in https://shop.example,http://intranet:8080`,
      [],
    );
  }

  #refuse<T>(name: string, reason: string, fallback: T): T {
    this.#problems.push(`- ${name} ${reason}, or leave it out`);
    return fallback;
  }
}

/** The parts of a list with commas between. */
function split(list = ''): string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Whether an address is one that a rule takes. */
export function isUrl(given: string, { protocols, hasPath }: UrlRule): boolean {
  // Several hosts with commas between are one address to Redis, and none to the URL parser. A password may hold commas too.
  const single = given.replace(/^(\w+:\/\/(?:[^@/]*@)?[^,/]*)[^/]*/, '$1');
  if (!URL.canParse(single)) return false;
  const { protocol, hostname, pathname } = new URL(single);
  return protocols.includes(protocol) && hostname !== '' && (!hasPath || pathname.length > 1);
}

/** Whether an address has nothing behind its host. */
export function isRoot(given: string): boolean {
  return URL.canParse(given) && new URL(given).href === `${new URL(given).origin}/`;
}

/** Whether a host is written as addresses have it, with its port or without. */
export function isHost(given: string): boolean {
  return !given.includes('*') && URL.canParse(`http://${given}`) && new URL(`http://${given}`).host === given;
}

/** Whether an origin is written as browsers send it. */
export function isOrigin(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol) && new URL(given).origin === given.toLowerCase();
}
