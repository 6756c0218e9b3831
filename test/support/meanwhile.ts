import type { TestApp } from './app.ts';

/** A moment in what runs. */
export interface Moment {
  /** Whether it came. */
  readonly hasCome: boolean;
  /** Waits for what happened in it, and for no other. */
  end(): Promise<void>;
}

/**
 * Lets something happen in the moment before the n-th write (from 1) of what runs next: before a statement or transaction of its own, or
 * before the journal takes a draft.
 */
export function beforeWrite({ app }: TestApp, n: number, meanwhile: () => Promise<void>): Moment {
  const { sql, chat } = app;
  let left = n;
  /** Drafts in the journal, whose transaction is no write of its own. */
  let drafts = 0;
  let hasCome = false;
  let happening = Promise.resolve();
  const pass = async (): Promise<void> => {
    if (hasCome || drafts > 0) return;
    left -= 1;
    if (left > 0) return;
    hasCome = true;
    happening = meanwhile();
    await happening;
  };
  const execute = sql.execute.bind(sql);
  const transaction = sql.transaction.bind(sql);
  const append = chat.journal.append.bind(chat.journal);
  Object.assign(sql, {
    execute: async (...args: Parameters<typeof execute>) => {
      await pass();
      return execute(...args);
    },
    transaction: async (...args: Parameters<typeof transaction>) => {
      await pass();
      return transaction(...args);
    },
  });
  Object.assign(chat.journal, {
    append: async (...args: Parameters<typeof append>) => {
      await pass();
      drafts += 1;
      return append(...args).finally(() => (drafts -= 1));
    },
  });
  const end = async (): Promise<void> => {
    await happening;
    for (const name of ['execute', 'transaction'] as const) Reflect.deleteProperty(sql, name);
    Reflect.deleteProperty(chat.journal, 'append');
  };
  return {
    get hasCome() {
      return hasCome;
    },
    end,
  };
}
