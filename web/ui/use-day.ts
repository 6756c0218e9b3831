import { onScopeDispose, ref, type Ref } from 'vue';
import { dayOf } from '../chat/moment.ts';

/** Between two looks at the clock, in ms. */
const STEP = 15_000;

/** The day that is today in the reader's zone, as `dayOf` gives it, by the clock that `now` reads; another one from midnight on. */
export function useDay(now: () => number): Readonly<Ref<string>> {
  const day = ref(dayOf(now()));
  const timer = setInterval(() => (day.value = dayOf(now())), STEP);
  onScopeDispose(() => clearInterval(timer));
  return day;
}
