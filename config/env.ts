import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { NamedSetting, Settings } from '#kernel';
import type { SignUp } from '../protocol/index.ts';
import { EnvReader } from './reader.ts';
import { DATABASE, REDIS, STORAGE } from './url.ts';

const DAY = 86_400_000;

/** Names of the configuration's environments, by what NODE_ENV says. */
const ENVIRONMENTS = new Map([
  ['development', 'local'],
  ['test', 'unittest'],
  ['production', 'prod'],
] as const);

const LEVELS = new Map((['debug', 'info', 'warn', 'error', 'silent'] as const).map((level) => [level, level]));

const SIGN_UPS = new Map((['open', 'invited', 'closed'] as const).map((mode): [string, SignUp] => [mode, mode]));

/** Every variable that Foyer reads beside FOYER_CONFIG and those of single keys, FOYER_…. All are optional, and an empty one counts as absent. */
export interface Env {
  /** Which environment the configuration is for: development, test or production on the outside. */
  readonly NODE_ENV: 'local' | 'unittest' | 'prod';
  /** Port of the HTTP server and the sockets; 0 takes a free one. */
  readonly PORT: number;
  /** Address to listen on; absent: this machine only in development, all addresses in production. */
  readonly HOST: string | undefined;
  /** Directory of the embedded database and of uploads, from the working directory. */
  readonly DATA_DIR: string;
  /** MySQL or MariaDB; absent: SQLite in DATA_DIR. */
  readonly DATABASE_URL: string | undefined;
  /** Redis, for several nodes; absent: one node with engines in its own process. Several hosts with commas between are a cluster. */
  readonly REDIS_URL: string | undefined;
  /** An S3-compatible store for files, with its bucket; absent: a folder in DATA_DIR. */
  readonly STORAGE_URL: string | undefined;
  /** Region of that store. */
  readonly STORAGE_REGION: string;
  /** Key of that store; needed with its address. */
  readonly STORAGE_ACCESS_KEY: string | undefined;
  /** Secret of that key. */
  readonly STORAGE_SECRET_KEY: string | undefined;
  /** The origin people reach this server at, where a proxy hides it. */
  readonly PUBLIC_URL: string | undefined;
  /** Names people reach this server at, where it has several or none is in PUBLIC_URL. */
  readonly ALLOWED_HOSTS: readonly string[];
  /** Pages of other origins that may use the API and the socket. */
  readonly ALLOWED_ORIGINS: readonly string[];
  /** Signs the tokens; none: one is made at the first start and shared through SQL. A second one is taken too, and signs nothing. */
  readonly JWT_SECRET: readonly string[];
  /** Who may sign up: everybody, users with an invitation, or nobody. */
  readonly SIGNUP: SignUp;
  /** How long a login lasts: 30d on the outside, ms here. */
  readonly TOKEN_TTL: number;
  /** Checks signatures of visitor calls; absent: none are asked for. The published client ships it to everyone, so no rule for secrets is of use. */
  readonly VISITOR_SIGN_SECRET: string | undefined;
  /** Goes into the signature beside the secret. */
  readonly VISITOR_SIGN_SALT: string;
  /** Signs the tokens that the site makes of its visitors; none: no such token is taken. Of two either will do. */
  readonly VISITOR_IDENTITY_SECRET: readonly string[];
  /** Least level that is logged; absent: what the environment's configuration says. */
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined;
  /** Lets who sends it read /metrics; none: nobody in production, this machine in development. Of two either will do. */
  readonly METRICS_TOKEN: readonly string[];
}

/** The key that each variable sets. */
export const KEYS = {
  PORT: 'listen.port',
  HOST: 'listen.host',
  DATA_DIR: 'sequelize.dataDir',
  DATABASE_URL: 'sequelize.url',
  REDIS_URL: 'redis.url',
  STORAGE_URL: 'storage.s3.url',
  STORAGE_REGION: 'storage.s3.region',
  STORAGE_ACCESS_KEY: 'storage.s3.accessKeyId',
  STORAGE_SECRET_KEY: 'storage.s3.secretAccessKey',
  PUBLIC_URL: 'origin.publicUrl',
  ALLOWED_HOSTS: 'origin.hosts',
  ALLOWED_ORIGINS: 'origin.allowed',
  JWT_SECRET: 'jwt.secrets',
  SIGNUP: 'signup',
  TOKEN_TTL: 'session.ttl',
  VISITOR_SIGN_SECRET: 'visitor.signature.secret',
  VISITOR_SIGN_SALT: 'visitor.signature.salt',
  VISITOR_IDENTITY_SECRET: 'visitor.identity.secrets',
  LOG_LEVEL: 'log.level',
  METRICS_TOKEN: 'metrics.tokens',
} as const satisfies Record<Exclude<keyof Env, 'NODE_ENV'>, string>;

/** What an installation says in a file, beside where the server is started. */
const SETTINGS_FILE = 'foyer.config.json';

/** The variables of the process, over those of a `.env` in the directory; tests read no `.env`. */
export function withFile(source: NodeJS.ProcessEnv, directory: string): NodeJS.ProcessEnv {
  const file = path.join(directory, '.env');
  if (source['NODE_ENV'] === 'test' || !fs.existsSync(file)) return source;
  return { ...parseEnv(fs.readFileSync(file, 'utf8')), ...source };
}

/** Reads the variables; throws one BootError that names every wrong one and its mend. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const read = new EnvReader(source);
  const environment = read.word('NODE_ENV', ENVIRONMENTS) ?? 'local';
  const strict = environment === 'prod';
  const values: Env = {
    NODE_ENV: environment,
    PORT: read.integer('PORT', 7001, [0, 65_535]),
    HOST: read.text('HOST'),
    DATA_DIR: read.text('DATA_DIR') ?? './data',
    DATABASE_URL: read.url('DATABASE_URL', DATABASE),
    REDIS_URL: read.url('REDIS_URL', REDIS),
    STORAGE_URL: read.url('STORAGE_URL', STORAGE),
    STORAGE_REGION: read.text('STORAGE_REGION') ?? 'auto',
    STORAGE_ACCESS_KEY: read.text('STORAGE_ACCESS_KEY'),
    STORAGE_SECRET_KEY: read.text('STORAGE_SECRET_KEY'),
    PUBLIC_URL: read.origin('PUBLIC_URL', 'https://chat.example'),
    ALLOWED_HOSTS: read.hosts('ALLOWED_HOSTS'),
    ALLOWED_ORIGINS: read.origins('ALLOWED_ORIGINS'),
    JWT_SECRET: read.secrets('JWT_SECRET', { strict }),
    SIGNUP: read.word('SIGNUP', SIGN_UPS) ?? 'open',
    TOKEN_TTL: read.duration('TOKEN_TTL', 30 * DAY),
    VISITOR_SIGN_SECRET: read.text('VISITOR_SIGN_SECRET'),
    VISITOR_SIGN_SALT: read.text('VISITOR_SIGN_SALT') ?? '',
    VISITOR_IDENTITY_SECRET: read.secrets('VISITOR_IDENTITY_SECRET', { strict }),
    LOG_LEVEL: read.word('LOG_LEVEL', LEVELS),
    METRICS_TOKEN: read.secrets('METRICS_TOKEN', { strict }),
  };
  read.finish();
  return values;
}

/** What the application is told beside its config files: the file of the installation, and every variable; `env` is what they say. Tests read the file only where they name one. */
export function settingsOf(variables: NodeJS.ProcessEnv, directory: string, env: Env = readEnv(variables)): Settings {
  const values = new Map<string, unknown>(Object.entries(env));
  const named = Object.entries(KEYS).flatMap(([variable, key]): NamedSetting[] =>
    isSet(variables[variable]) ? [{ variable, key, value: values.get(variable) }] : [],
  );
  return { file: settingsFile(variables, directory), named, variables };
}

function settingsFile(variables: NodeJS.ProcessEnv, directory: string): string | undefined {
  const given = variables['FOYER_CONFIG']?.trim();
  if (isSet(given)) return given;
  const file = path.join(directory, SETTINGS_FILE);
  return variables['NODE_ENV'] !== 'test' && fs.existsSync(file) ? SETTINGS_FILE : undefined;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

/** The environment of this process and its `.env`. */
const variables = withFile(process.env, process.cwd());

/** What they say, read once. */
export const env: Env = readEnv(variables);

/** What they and the file of the installation say about the configuration. */
export const settings: Settings = settingsOf(variables, process.cwd(), env);
