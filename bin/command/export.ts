import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { withApplication } from '../application.ts';
import { accountOf, parse } from '../parse.ts';

/** Prints what is kept of an account, as JSON whatever was asked for: the same as its user gets. */
export async function exportUser(args: readonly string[]): Promise<void> {
  const account = accountOf('export', parse({ args: [...args] }).positionals);
  return withApplication(async (app) => {
    const { admin, export: exports } = app.createAnonymousContext().service;
    const { pieces } = await exports.of((await admin.find(account)).id);
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
    process.stdout.write('\n');
  });
}
