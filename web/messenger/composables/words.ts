import { texts } from '../texts.ts';

/** A failure in words for people: ours where the server said nothing, else the server's. */
export function wordsOf(error: unknown): string {
  const { global } = texts;
  if (!(error instanceof Error)) return global.t('common.failed');
  const { code, text }: { code?: unknown; text?: unknown } = error as Error & { code?: unknown; text?: unknown };
  if (typeof code === 'string' && global.te(`common.${code}`)) return global.t(`common.${code}`);
  return typeof text === 'string' && text !== '' ? text : global.t('common.failed');
}

/** Runs what a dialog does; a failure is rethrown with words that the dialog can show. */
export async function inWords(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(wordsOf(error), { cause: error });
  }
}
