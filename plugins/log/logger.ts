import { pino, type DestinationStream, type Logger } from 'pino';
import { describeError } from './error.ts';
import { prettyStream } from './pretty.ts';

/** Levels of the log, least first. */
export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** How the log is written. */
export interface LogConfig {
  level: (typeof LEVELS)[number];
  /** One readable line per entry instead of JSON: for people. */
  pretty: boolean;
}

/** Never written, whoever logs them (D06): credentials, and what people write to each other. */
const SECRET_KEYS = ['token', 'password', 'secret', 'authorization', 'cookie', 'data', 'body', 'text', 'params', 'query', 'url'];

/** A pino logger that hides secrets; writes to standard output unless told otherwise. */
export function createLogger(config: LogConfig, destination: DestinationStream = pino.destination({ sync: true })): Logger {
  return pino(
    {
      level: config.level,
      base: null,
      serializers: { err: describeError },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
      formatters: { level: (label) => ({ level: label }) },
    },
    config.pretty ? prettyStream(destination) : destination,
  );
}
