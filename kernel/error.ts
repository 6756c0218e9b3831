/** Why the application could not start or stop; the message names the culprit and, where it can, the mend. */
export class BootError extends Error {
  override name = 'BootError';
}

/** The text of anything thrown. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
