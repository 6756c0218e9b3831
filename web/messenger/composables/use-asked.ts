import { shallowRef, type ShallowRef } from 'vue';

/** Which dialog of a view is open: what is asked, or null. */
export interface DialogChoice<What extends string> {
  readonly asked: ShallowRef<What | null>;
  /** For the dialog that asks it: `v-bind="dialogOf('remove')"`. */
  dialogOf(what: What): { readonly open: boolean; 'onUpdate:open'(open: boolean): void };
}

/** One dialog at a time, by name. */
export function useAsked<What extends string>(): DialogChoice<What> {
  const asked: ShallowRef<What | null> = shallowRef(null);
  return {
    asked,
    dialogOf: (what) => ({ open: asked.value === what, 'onUpdate:open': (open) => (asked.value = open ? what : null) }),
  };
}
