import { randomUUID } from 'node:crypto';
import { extendContext, onceFor, type Context, type Logger } from '#kernel';

const loggerOf = onceFor((ctx: Context): Logger => {
  const { logger } = ctx.app;
  return isParent(logger) ? logger.child({ request: ctx.requestId }) : logger;
});

/** What a proxy in front may call a request. */
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** What the log plugin adds to every context. */
export default extendContext({
  /** Names this request in the log; a proxy that is trusted may choose it. The frames of a connection share its id. */
  get requestId(): string {
    const { requestId } = this.state;
    if (typeof requestId === 'string') return requestId;
    const id = givenId(this) ?? randomUUID();
    this.state['requestId'] = id;
    return id;
  },

  /** The log, with the id of this request in every entry. */
  get logger(): Logger {
    return loggerOf(this);
  },
});

function givenId(ctx: Context): string | undefined {
  const id = ctx.get('X-Request-Id');
  return ctx.app.proxy && REQUEST_ID.test(id) ? id : undefined;
}

function isParent(logger: Logger): logger is Logger & { child(fields: object): Logger } {
  return 'child' in logger && typeof logger.child === 'function';
}
