import { defineCommand, flag, option, UsageError } from '#kernel';
import { problemOf } from '../retention/keep.ts';
import { purge } from '../retention/purge.ts';
import { AGE } from '../terminal/reader.ts';

/** Removes what is not to be kept any longer, beside servers that run; `--dry-run` counts it. */
export default defineCommand({
  about: 'remove what is past its time; with --messages also messages that are older, as in 365d',
  takes: { messages: option('age', AGE), 'dry-run': flag() },
  async run({ ctx: { app }, output }, { messages: given, 'dry-run': isDry }) {
    const { retention, redis } = app.config;
    const keep = { ...retention, messages: given ?? retention.messages };
    const problem = problemOf(keep, redis.ttl);
    if (problem !== undefined) throw new UsageError(problem);
    const removed = await purge({ app, now: Date.now(), isDry, keep });
    const lines = Object.entries(removed).map(([name, count]) => `${name}\t${count}`);
    output.answer({ dry_run: isDry, removed }, [isDry ? 'would be removed' : 'removed', ...lines].join('\n'));
  },
});
