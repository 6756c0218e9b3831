import { onScopeDispose, readonly, ref, type Ref } from 'vue';

const STEP = 15_000;
const now = ref(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The time in ms, up to 15 s late: for what ends after minutes. One clock for all that look at it. */
export function useNow(): Readonly<Ref<number>> {
  if (users++ === 0) timer = setInterval(() => (now.value = Date.now()), STEP);
  now.value = Date.now();
  onScopeDispose(() => --users === 0 && clearInterval(timer));
  return readonly(now);
}
