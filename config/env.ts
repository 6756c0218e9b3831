import fs from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { EnvReader } from './reader.ts';

const DAY = 86_400_000;

/** Names of the configuration's environments, by what NODE_ENV says. */
const ENVIRONMENTS = new Map([
  ['development', 'local'],
  ['test', 'unittest'],
  ['production', 'prod'],
] as const);

const LEVELS = new Map((['debug', 'info', 'warn', 'error', 'silent'] as const).map((level) => [level, level]));

/** Every variable that Foyer reads. All are optional, and an empty one counts as absent. */
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
  /** The address people reach this server at, where a proxy hides it. */
  readonly PUBLIC_URL: string | undefined;
  /** Pages of other origins that may use the API and the socket. */
  readonly ALLOWED_ORIGINS: readonly string[];
  /** Signs the tokens; absent: one is made at the first start and shared through SQL. */
  readonly JWT_SECRET: string | undefined;
  /** How long a login lasts: 30d on the outside, ms here. */
  readonly TOKEN_TTL: number;
  /** Checks signatures of visitor calls; absent: none are asked for. */
  readonly VISITOR_SIGN_SECRET: string | undefined;
  /** Goes into the signature beside the secret. */
  readonly VISITOR_SIGN_SALT: string;
  /** Signs the ids of visitors whom the site knows; absent: none are taken. */
  readonly VISITOR_IDENTITY_SECRET: string | undefined;
  /** Least level that is logged; absent: what the environment's configuration says. */
  readonly LOG_LEVEL: 'debug' | 'info' | 'warn' | 'error' | 'silent' | undefined;
  /** Lets who sends it read /metrics; absent: this machine only. */
  readonly METRICS_TOKEN: string | undefined;
}

/** The variables of the process, over those of a `.env` in the directory; tests read no `.env`. */
export function withFile(source: NodeJS.ProcessEnv, directory: string): NodeJS.ProcessEnv {
  const file = path.join(directory, '.env');
  if (source['NODE_ENV'] === 'test' || !fs.existsSync(file)) return source;
  return { ...parseEnv(fs.readFileSync(file, 'utf8')), ...source };
}

/** Reads the variables; throws one BootError that names every wrong one and its mend. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const read = new EnvReader(source);
  const values: Env = {
    NODE_ENV: read.word('NODE_ENV', ENVIRONMENTS) ?? 'local',
    PORT: read.integer('PORT', 7001, [0, 65_535]),
    HOST: read.text('HOST'),
    DATA_DIR: read.text('DATA_DIR') ?? './data',
    DATABASE_URL: read.url('DATABASE_URL', {
      protocols: ['mysql:', 'mariadb:'],
      example: 'mysql://user:password@host:3306/database',
      hasPath: true,
    }),
    REDIS_URL: read.url('REDIS_URL', { protocols: ['redis:', 'rediss:'], example: 'redis://:password@host:6379' }),
    STORAGE_URL: read.url('STORAGE_URL', { protocols: ['http:', 'https:'], example: 'https://s3.example/bucket', hasPath: true }),
    STORAGE_REGION: read.text('STORAGE_REGION') ?? 'auto',
    STORAGE_ACCESS_KEY: read.text('STORAGE_ACCESS_KEY'),
    STORAGE_SECRET_KEY: read.text('STORAGE_SECRET_KEY'),
    PUBLIC_URL: read.url('PUBLIC_URL', { protocols: ['http:', 'https:'], example: 'https://chat.example' }),
    ALLOWED_ORIGINS: read.origins('ALLOWED_ORIGINS'),
    JWT_SECRET: read.text('JWT_SECRET'),
    TOKEN_TTL: read.duration('TOKEN_TTL', 30 * DAY),
    VISITOR_SIGN_SECRET: read.text('VISITOR_SIGN_SECRET'),
    VISITOR_SIGN_SALT: read.text('VISITOR_SIGN_SALT') ?? '',
    VISITOR_IDENTITY_SECRET: read.text('VISITOR_IDENTITY_SECRET'),
    LOG_LEVEL: read.word('LOG_LEVEL', LEVELS),
    METRICS_TOKEN: read.text('METRICS_TOKEN'),
  };
  read.finish();
  return values;
}

/** The environment of this process, read once. */
export const env: Env = readEnv(withFile(process.env, process.cwd()));
