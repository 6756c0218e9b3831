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
  /** Where to; commands keep standard output for their answers. */
  output: 'stdout' | 'stderr';
}

const DESCRIPTORS = { stdout: 1, stderr: 2 } as const;

/** Never written, whoever logs them (D06): credentials, and what people write to each other. */
const SECRET_KEYS = ['token', 'password', 'secret', 'authorization', 'cookie', 'data', 'body', 'text', 'params', 'query', 'url'];

/** A standard stream of this process. Written at once: what is logged last is there after an end by force too. */
export function standardStream(output: LogConfig['output']): DestinationStream {
  return pino.destination({ dest: DESCRIPTORS[output], sync: true });
}

/** A pino logger that hides secrets. */
export function createLogger(config: Omit<LogConfig, 'output'>, destination: DestinationStream): Logger {
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
