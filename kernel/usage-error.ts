/** A command line that says nothing we can do; its message is shown with a hint at `foyer help`. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
