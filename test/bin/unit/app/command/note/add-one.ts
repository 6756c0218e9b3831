import { argument, defineCommand, flag, option, type Reader, text, UsageError } from '#kernel';

/** What it was called with. */
export const calls: object[] = [];

const COUNT: Reader<number> = { what: 'a number', read: (word) => (/^\d+$/.test(word) ? Number(word) : undefined) };

export default defineCommand({
  about: 'note a text',
  takes: {
    text: argument('text', text),
    times: argument('n', COUNT).or(1),
    by: option('name', text),
    up: option('n', COUNT).or(2),
    'no-bell': flag(),
  },
  check({ text, by }) {
    if (text === by) throw new UsageError('nobody notes himself');
  },
  async run({ ctx, output }, input) {
    calls.push({ ...input, port: ctx.app.server?.listening ?? false });
    output.answer({ noted: input.text }, `${input.text} is noted`);
  },
});
