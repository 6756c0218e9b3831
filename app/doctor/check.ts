import type { Application } from '#kernel';

/** One thing that `foyer doctor` looks at, beside servers that run or not. */
export interface Check {
  /** What is to hold, in a sentence without its end. */
  readonly rule: string;
  /** What breaks it, each in a sentence that says where; nothing when all is well. Changes nothing. */
  look(app: Application): Promise<readonly string[]>;
  /** Mends what `look` finds; absent where that takes a person, whom the findings tell what to do. */
  mend?(app: Application): Promise<void>;
}

/** Types the default export of a unit's `app/doctor.ts`. */
export function defineChecks(checks: readonly Check[]): readonly Check[] {
  return checks;
}

/** What a check finds of a part that tells its own health. */
export async function healthOf(part: { health(): Promise<{ readonly ok: boolean; readonly reason?: string }> }): Promise<string[]> {
  const { ok, reason } = await part.health();
  return ok ? [] : [reason ?? 'it does not'];
}
