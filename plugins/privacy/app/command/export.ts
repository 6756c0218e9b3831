import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { account } from '#app';
import { defineCommand } from '#kernel';

/** Prints what is kept of an account, as JSON whatever was asked for: the same as its user gets. */
export default defineCommand({
  about: 'print all data of an account as JSON, as its user gets it',
  takes: { account },
  async run({ ctx }, input) {
    const { admin, export: exports } = ctx.service;
    const { pieces } = await exports.of((await admin.find(input.account)).id);
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
    process.stdout.write('\n');
  },
});
