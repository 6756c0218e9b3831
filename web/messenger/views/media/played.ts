import { shallowRef } from 'vue';
import { store } from '../../token.ts';

const KEY = 'played';
/** Marks kept on this device; the oldest give way. */
const MOST = 500;

const played = shallowRef<ReadonlySet<string>>(new Set((store.get(KEY) ?? '').split(' ').filter(Boolean)));

/** Whether this voice message was played on this device. */
export function wasPlayed(id: string): boolean {
  return played.value.has(id);
}

/** Takes the mark of a voice message away. */
export function markPlayed(id: string): void {
  if (id === '' || played.value.has(id)) return;
  const ids = [...played.value, id].slice(-MOST);
  played.value = new Set(ids);
  store.set(KEY, ids.join(' '));
}
