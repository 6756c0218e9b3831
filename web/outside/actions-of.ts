import { ref } from 'vue';
import type { TimelineEntry } from '../shared/index.ts';
import { lineOf } from './line-of.ts';
import { safely } from './safely.ts';
import type { ScriptedUnit } from './scripts.ts';

/** What a unit from outside lets one do with a message, in the reader's words. */
export interface ShownAction {
  readonly key: string;
  readonly text: string;
  act(): void;
}

/** Counts up with each act: it may have changed what there is to do. */
const acts = ref(0);

/** What a unit lets one do with a message that the server has. */
export function actionsOf({ name, screens, foyer }: ScriptedUnit, entry: TimelineEntry): readonly ShownAction[] {
  if (acts.value < 0 || entry.seq === null) return [];
  const all = safely(() =>
    screens
      .actions?.(lineOf(entry))
      .map(({ key, text, act }) => ({ key: `${name}.${key}`, text: foyer.t(text), act: () => void run(act) })),
  );
  return all ?? [];
}

async function run(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    reportError(error);
  } finally {
    acts.value++;
  }
}
