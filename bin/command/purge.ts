import { UsageError } from '#kernel';
import { purge as remove } from '../../app/retention/purge.ts';
import { withApplication } from '../application.ts';
import type { Output } from '../output.ts';
import { durationOf, parse } from '../parse.ts';

/** Removes what is not to be kept any longer, beside servers that run; `--dry-run` counts it. */
export async function purge(args: readonly string[], output: Output): Promise<void> {
  const options = { messages: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } } as const;
  const { values, positionals } = parse({ args: [...args], options });
  if (positionals.length > 0) throw new UsageError(`purge takes --messages and --dry-run only, but got ${positionals.join(' ')}`);
  const given = values.messages === undefined ? undefined : durationOf('--messages', values.messages);
  const isDry = values['dry-run'];
  return withApplication(async (app) => {
    const { retention, redis } = app.config;
    const messages = given ?? retention.messages;
    if (messages > 0 && messages < redis.ttl) throw new UsageError(tooShort(redis.ttl));
    const removed = await remove({ app, now: Date.now(), isDry, keep: { ...retention, messages } });
    const lines = Object.entries(removed).map(([name, count]) => `${name}\t${count}`);
    output.answer({ dry_run: isDry, removed }, [isDry ? 'would be removed' : 'removed', ...lines].join('\n'));
  });
}

/** Mailboxes hold what waits for somebody. */
function tooShort(ttl: number): string {
  return `messages are kept for ${ttl / 86_400_000} days at least (redis.ttl): so long they may wait for somebody who is away`;
}
