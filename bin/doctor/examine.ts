import type { Application } from '#kernel';
import type { Check } from '../../app/doctor/check.ts';

/** What became of one check. */
export interface Examination {
  readonly rule: string;
  /** `unknown` where what it needs did not work. */
  readonly state: 'ok' | 'mended' | 'wrong' | 'unknown';
  /** What was found; of a rule that is wrong still, what is left. */
  readonly findings: readonly string[];
  readonly canMend: boolean;
}

/** Findings of one check that are shown in words. */
const SHOWN = 20;

/** Looks, mends what is to be mended, and looks again. */
export async function examine(app: Application, check: Check, isToMend: boolean): Promise<Examination> {
  const { rule } = check;
  const canMend = check.mend !== undefined;
  const findings = await check.look(app);
  if (findings.length === 0) return { rule, state: 'ok', findings, canMend };
  if (!isToMend || !check.mend) return { rule, state: 'wrong', findings, canMend };
  await check.mend(app);
  const left = await check.look(app);
  return left.length === 0 ? { rule, state: 'mended', findings, canMend } : { rule, state: 'wrong', findings: left, canMend };
}

/** A check in words. */
export function linesOf({ rule, state, findings }: Examination): string {
  const shown = findings.slice(0, SHOWN).map((finding) => `\t${finding.replaceAll('\n', '\n\t')}`);
  const more = findings.length > SHOWN ? [`\tand ${findings.length - SHOWN} more`] : [];
  return [`${state}\t${rule}`, ...shown, ...more].join('\n');
}
