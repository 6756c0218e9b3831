/** Failures that may pass by themselves; `after` in the answer says when. */
const PASSING: ReadonlySet<string> = new Set(['too_many', 'frame_too_many', 'unavailable', 'draining', 'internal', 'lost']);

/** A question that was not answered: `code` is a row of docs/errors.md, or `lost` when there is no connection or it went away. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: string;
  /** Ms after which asking again makes sense, if the server said so. */
  readonly after: number | undefined;

  constructor(code: string, text: string, after?: number) {
    super(text);
    this.code = code;
    this.after = after;
  }

  /** Whether the same question may be answered later. */
  get isPassing(): boolean {
    return this.after !== undefined || PASSING.has(this.code);
  }
}
