import { format } from 'node:util';
import type { Logger } from '#kernel';

type Log = (...args: readonly unknown[]) => void;

/** A log as Egg has it, with the arguments of `util.format`. */
export interface EggLogger {
  debug: Log;
  info: Log;
  warn: Log;
  error: Log;
  log: Log;
  write: Log;
}

/** Writes into a log of Foyer what is said in Egg's way. */
export function eggLogger(logger: Logger): EggLogger {
  const at =
    (level: keyof Logger): Log =>
    (...args) =>
      write(logger, level, args);
  const info = at('info');
  return { debug: at('debug'), info, warn: at('warn'), error: at('error'), log: info, write: info };
}

function write(logger: Logger, level: keyof Logger, args: readonly unknown[]): void {
  const err = args.find((arg) => arg instanceof Error);
  const message = format(...args.map((arg) => (arg instanceof Error ? arg.message : arg)));
  if (err) logger[level]({ err }, message);
  else logger[level](message);
}
