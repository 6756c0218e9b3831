import { Watch, type Application } from '#kernel';
import { forgetTerms, Indexer } from './indexer.ts';

/** Keeps the terms up to date beside the messages' way; `onError` hears of runs that failed and are tried again. Close what it returns. */
export function watchTerms(app: Application, onError: (error: unknown) => void): Watch {
  const { sql, chat } = app;
  const { slice, calm, interval } = app.config.search;
  const indexer = new Indexer({ sql, slice, isCalm: () => chat.journal.pending <= calm });
  chat.hooks.on('search', 'sent', ({ message }) => indexer.note(message.conversationId));
  chat.hooks.on('search', 'recalled', ({ message }) => forgetTerms(sql, message));
  return new Watch(interval, () => indexer.run(), onError);
}
