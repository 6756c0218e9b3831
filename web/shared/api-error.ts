interface ApiErrorOptions {
  readonly status?: number;
  readonly text?: string;
  readonly cause?: unknown;
}

/** A call that failed: `code` is a row of docs/errors.md, `unreachable` without an answer, or `unreadable` when the answer was not ours. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** HTTP status, 0 without an answer. */
  readonly status: number;
  /** For people, in the language asked for; empty when the server said nothing. */
  readonly text: string;

  constructor(code: string, { status = 0, text = '', cause }: ApiErrorOptions = {}) {
    super(text || code, { cause });
    this.code = code;
    this.status = status;
    this.text = text;
  }
}
