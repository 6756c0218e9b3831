import { shallowRef } from 'vue';
import { client } from '../client.ts';
import { onClient } from './use-client.ts';

/** Whether what is of a unit of the server has something behind it; what is of none has. Until the server has said it once, all are on. */
export function useUnits(): { readonly isOn: (unit: string | undefined) => boolean } {
  const units = shallowRef(client.units);
  onClient('units', (value) => (units.value = value));
  return { isOn: (unit) => unit === undefined || (units.value?.has(unit) ?? true) };
}
