import { defineCommand, flag, option, UsageError } from '#kernel';
import { purge } from '../retention/purge.ts';
import { AGE } from '../terminal/reader.ts';

/** Removes what is not to be kept any longer, beside servers that run; `--dry-run` counts it. */
export default defineCommand({
  about: 'remove what is not to be kept any longer; messages older than, as in 365d',
  takes: { messages: option('age', AGE), 'dry-run': flag() },
  async run({ ctx: { app }, output }, { messages: given, 'dry-run': isDry }) {
    const { retention, redis } = app.config;
    const messages = given ?? retention.messages;
    if (messages > 0 && messages < redis.ttl) throw new UsageError(tooShort(redis.ttl));
    const removed = await purge({ app, now: Date.now(), isDry, keep: { ...retention, messages } });
    const lines = Object.entries(removed).map(([name, count]) => `${name}\t${count}`);
    output.answer({ dry_run: isDry, removed }, [isDry ? 'would be removed' : 'removed', ...lines].join('\n'));
  },
});

/** Mailboxes hold what waits for somebody. */
function tooShort(ttl: number): string {
  return `messages are kept for ${ttl / 86_400_000} days at least (redis.ttl): so long they may wait for somebody who is away`;
}
