import { extendApplication, type Logger } from '#kernel';
import { createLogger, standardStream } from '../../logger.ts';

const loggers = new WeakMap<object, Logger>();

/** What the log plugin adds to the application. */
export default extendApplication({
  /** The log of this process. */
  get logger(): Logger {
    const logger = loggers.get(this) ?? createLogger(this.config.log, standardStream(this.config.log.output));
    loggers.set(this, logger);
    return logger;
  },

  set logger(logger: Logger) {
    loggers.set(this, logger);
  },
});
