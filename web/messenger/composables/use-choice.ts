import { ref, watch, type Ref } from 'vue';

/** A list of which one is marked. */
export interface Choice {
  readonly index: Ref<number>;
  /** Moves the mark by an arrow key; whether it was one. */
  move(key: string): boolean;
}

/** Marks one of a list by the arrow keys, round and round; another list begins at its first. */
export function useChoice(list: Readonly<Ref<readonly unknown[]>>): Choice {
  const index = ref(0);

  watch(list, () => (index.value = 0));

  function move(key: string): boolean {
    const { length } = list.value;
    if (length === 0 || (key !== 'ArrowDown' && key !== 'ArrowUp')) return false;
    index.value = (index.value + (key === 'ArrowDown' ? 1 : length - 1)) % length;
    return true;
  }

  return { index, move };
}
