import { shallowRef } from 'vue';
import { client } from '../client.ts';

const units = shallowRef(client.units);
client.on('units', (value) => (units.value = value));

/** Whether what is of a unit of the server has something behind it; what is of none has. Until the server has said it once, all are on. */
export function useUnits(): { readonly isOn: (unit: string | undefined) => boolean } {
  return { isOn: (unit) => unit === undefined || (units.value?.has(unit) ?? true) };
}
