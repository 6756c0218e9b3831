import { computed, onScopeDispose, readonly, ref, type ComputedRef, type Ref } from 'vue';
import { client } from '../../client.ts';
import { serverNow } from '../../composables/use-client.ts';
import { dayOf } from '../../../chat/moment.ts';

const STEP = 15_000;
const now = ref(serverNow());
// A clock was set, here or there.
client.on('clock', () => (now.value = serverNow()));
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The server's time in ms, up to 15 s late: for what ends after minutes, and for days. One clock for all that look at it. */
export function useNow(): Readonly<Ref<number>> {
  if (users++ === 0) timer = setInterval(() => (now.value = serverNow()), STEP);
  now.value = serverNow();
  onScopeDispose(() => --users === 0 && clearInterval(timer));
  return readonly(now);
}

/** Changes when another day begins in the reader's zone: what is called after days is called anew then. */
export function useToday(): ComputedRef<string> {
  const time = useNow();
  return computed(() => dayOf(time.value));
}
