import { ref, shallowReactive } from 'vue';
import type { ScriptedUnit } from '../../outside/scripts.ts';

/** Ms that a word of a unit stands there. */
const SHOWN = 6000;

/** Units from outside whose scripts have run, by their names. */
export const units = shallowReactive(new Map<string, ScriptedUnit>());

/** What one of them has said last; '' after its time. */
export const said = ref('');

let timer: ReturnType<typeof setTimeout> | undefined;

/** Says a short word for a while. */
export function say(text: string): void {
  clearTimeout(timer);
  said.value = text;
  timer = setTimeout(() => (said.value = ''), SHOWN);
}
