import { defineCommand } from '#kernel';
import { printable } from '../../terminal/print.ts';
import { group } from '../../terminal/reader.ts';

/** Closes a group. */
export default defineCommand({
  about: 'close a group: nobody writes to it, finds it or joins it',
  takes: { group },
  async run({ ctx, output }, { group: id }) {
    const name = await ctx.service.admin.banGroup(id);
    output.answer({ id, name, is: 'banned' }, `${printable(name)} is banned`);
  },
});
