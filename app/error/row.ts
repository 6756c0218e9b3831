/** HTTP statuses that a failure of ours may have; sockets use close codes of `protocol/` instead. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 503;

/** One failure that a user may see; `{name}` in a text is filled from the parameters of the error. */
export interface ErrorRow {
  readonly status: ErrorStatus;
  readonly zh: string;
  readonly en: string;
}

/** Failures by machine code. */
export type ErrorTable = Readonly<Record<string, ErrorRow>>;
