/** What is logged of an error: its name, code, message and stack, and those of its causes. Drivers hang statements and values on theirs. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
}

/** Causes that are followed; a chain can be a circle. */
const DEPTH = 4;

/** Describes anything that was thrown. */
export function describeError(thrown: unknown): DescribedError {
  return described(thrown, DEPTH);
}

function described(thrown: unknown, depth: number): DescribedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: 'thrown without an error' };
  const { name, message, stack, cause } = thrown;
  const code: unknown = Reflect.get(thrown, 'code');
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(stack !== undefined && { stack }),
    ...(cause instanceof Error && depth > 0 && { cause: described(cause, depth - 1) }),
  };
}
