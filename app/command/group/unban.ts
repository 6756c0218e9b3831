import { defineCommand } from '#kernel';
import { printable } from '../../terminal/print.ts';
import { group } from '../../terminal/reader.ts';

/** Opens a group again. */
export default defineCommand({
  about: 'open a closed group again, as it was',
  takes: { group },
  async run({ ctx, output }, { group: id }) {
    const name = await ctx.service.admin.unbanGroup(id);
    output.answer({ id, name, is: 'open' }, `${printable(name)} is open`);
  },
});
