import { shallowReactive, type Component } from 'vue';

/** What units from outside show in the panel; nothing before the first of them has come. */
export const brought = shallowReactive<{
  /** Below the words of a message, its property `line`. */
  line?: Component;
  /** Beside the field. */
  composer?: Component;
}>({});
