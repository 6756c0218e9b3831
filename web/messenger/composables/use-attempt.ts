import { ref, type Ref } from 'vue';
import { wordsOf } from './words.ts';

/** Something a person does that may fail. */
export interface Attempt {
  readonly isBusy: Ref<boolean>;
  /** Why the last one failed, in words; '' when it did not. */
  readonly error: Ref<string>;
  /** Runs it, unless one is on its way; tells whether it was done. */
  attempt(act: () => Promise<unknown>): Promise<boolean>;
}

/** One act at a time, its failure in words beside it. */
export function useAttempt(): Attempt {
  const isBusy = ref(false);
  const error = ref('');

  async function attempt(act: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    error.value = '';
    try {
      await act();
    } catch (cause) {
      error.value = wordsOf(cause);
    } finally {
      isBusy.value = false;
    }
    return error.value === '';
  }

  return { isBusy, error, attempt };
}
