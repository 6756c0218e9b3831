/** An address that is none of a push service; the code is one of the app's error table. */
export class PushError extends Error {
  override readonly name = 'PushError';
  readonly code = 'push_endpoint';
}
