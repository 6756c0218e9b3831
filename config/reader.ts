import { BootError } from '#kernel';

/** What an address must look like. */
export interface UrlRule {
  readonly protocols: readonly string[];
  /** Written in the message instead of the value, which may hold a password. */
  readonly example: string;
  /** Whether something must follow the host: the name of a database. */
  readonly hasPath?: true;
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

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

  /** One of several words; the map says what each stands for. */
  word<T>(name: string, words: ReadonlyMap<string, T>): T | undefined {
    const given = this.text(name);
    if (given === undefined || words.has(given)) return words.get(given ?? '');
    return this.#refuse(name, `is ${JSON.stringify(given)}: write one of ${[...words.keys()].join(', ')}`, undefined);
  }

  /** A span of time in ms, written with its unit: 90s, 15m, 12h, 30d. */
  duration(name: string, fallback: number): number {
    const given = this.text(name);
    if (given === undefined) return fallback;
    const [, digits = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(given) ?? [];
    const ms = Number(digits) * (UNITS.get(unit) ?? 0);
    return ms > 0 ? ms : this.#refuse(name, `is ${JSON.stringify(given)}: write a number with s, m, h or d, as in 30d`, fallback);
  }

  /** An address, as it was written. */
  url(name: string, rule: UrlRule): string | undefined {
    const given = this.text(name);
    if (given === undefined || isUrl(given, rule)) return given;
    return this.#refuse(name, `is not usable: write it like ${rule.example}`, undefined);
  }

  /** Origins with commas between, as browsers send them; `*` stands for all. */
  origins(name: string): readonly string[] {
    const list = (this.text(name) ?? '').split(',').map((origin) => origin.trim().replace(/\/$/, ''));
    const origins = list.filter((origin) => origin !== '');
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

function isUrl(given: string, { protocols, hasPath }: UrlRule): boolean {
  // Several hosts with commas between are one address to Redis, and none to the URL parser.
  const single = given.replace(/,[^/]*/, '');
  if (!URL.canParse(single)) return false;
  const { protocol, hostname, pathname } = new URL(single);
  return protocols.includes(protocol) && hostname !== '' && (!hasPath || pathname.length > 1);
}

function isOrigin(given: string): boolean {
  return URL.canParse(given) && /^https?:$/.test(new URL(given).protocol) && new URL(given).origin === given.toLowerCase();
}
