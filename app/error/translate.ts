import { isUnavailable } from '../../engine/unavailable.ts';
import { ChatError, isErrorCode, type ErrorCode, type ErrorParams } from '../error.ts';

/** Seconds a client is asked to wait when a store is down. */
const RETRY_AFTER = 2;

/** Any thrown value as an error of the table: what names no code of it, and is no store that is down, becomes `internal`. */
export function translate(thrown: unknown): ChatError {
  if (thrown instanceof ChatError) return thrown;
  if (!(thrown instanceof Error)) return new ChatError('internal', {}, { cause: thrown });
  if (isUnavailable(thrown)) return new ChatError('unavailable', {}, { retryAfter: RETRY_AFTER, cause: thrown });
  return named(thrown) ?? new ChatError(codeOfHttp(thrown), {}, { cause: thrown });
}

/** A plugin does not import the app: its errors carry a code of the table, and values for the text. */
function named(error: Error): ChatError | undefined {
  const code = property(error, 'code');
  if (!isErrorCode(code)) return undefined;
  const [params, retryAfter] = [property(error, 'params'), property(error, 'retryAfter')];
  return new ChatError(code, isParams(params) ? params : {}, {
    cause: error,
    ...(typeof retryAfter === 'number' && { retryAfter }),
  });
}

/** Errors of Koa and its middleware that are the client's fault say so by `expose` and a 4xx status. */
function codeOfHttp(error: Error): ErrorCode {
  const status = property(error, 'expose') === true ? property(error, 'status') : undefined;
  if (status === 404) return 'not_found';
  if (status === 405) return 'method_not_allowed';
  if (status === 413) return 'payload_too_large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'bad_request' : 'internal';
}

function isParams(value: unknown): value is ErrorParams {
  return typeof value === 'object' && value !== null;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, name) as unknown) : undefined;
}
