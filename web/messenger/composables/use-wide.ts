import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Whether list and page stand side by side; the one break of docs/screens.md. */
export function useWide(): Readonly<Ref<boolean>> {
  const query = matchMedia('(min-width: 48rem)');
  const isWide = ref(query.matches);
  const changed = (): void => void (isWide.value = query.matches);
  query.addEventListener('change', changed);
  onScopeDispose(() => query.removeEventListener('change', changed));
  return readonly(isWide);
}
