import type { InjectionKey } from 'vue';

/** Given to what stands in the list of a section. */
export const IN_LIST: InjectionKey<true> = Symbol('in the list');
