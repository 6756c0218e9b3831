import type { Output } from '#kernel';
import { migrate as runPending, pendingMigrations } from '../../plugins/sequelize/migrate.ts';
import { loadBeside } from '../application.ts';
import { called } from '../called.ts';
import { assertNone, parse } from '../parse.ts';

/** Brings the tables up to date, beside servers that run or not, and says what ran; `--check` only says what is pending, and fails where something is. */
export async function migrate(args: readonly string[], output: Output): Promise<void> {
  const { values, positionals } = parse({ args: [...args], options: { check: { type: 'boolean', default: false } } });
  assertNone('migrate', positionals, '--check only');
  const app = await loadBeside();
  if (!values.check) {
    const ran = await runPending(app);
    return output.answer({ ran }, [...ran, ran.length === 0 ? 'nothing was pending' : `${ran.length} ran`].join('\n'));
  }
  const pending = await pendingMigrations(app);
  output.answer({ pending }, [...pending, pending.length === 0 ? 'nothing is pending' : `${pending.length} are pending`].join('\n'));
  if (pending.length > 0) throw new Error(`the tables are not up to date: \`${called('migrate')}\` mends it`);
}
