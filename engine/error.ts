/**
 * The engine's store could not serve a call in time. The call may still have taken effect (a push that timed out):
 * the sender is refused and tries again, and whoever receives drops what it has already seen.
 */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
