import { readonly, shallowReactive, type DeepReadonly } from 'vue';

/** A short word about something that happened. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'plain' | 'good' | 'bad';
  /** A button that does something about it. */
  readonly action?: { readonly text: string; act(): unknown };
}

/** What a toast is made of; `plain` when no kind is named. */
export type ToastDraft = Pick<Toast, 'text' | 'action'> & { readonly kind?: Toast['kind'] };

/** Toasts at once; the oldest gives way. */
const MOST = 3;

const shown = shallowReactive<Toast[]>([]);
let count = 0;

/** How views say something that belongs to no field: `toast({text})`. `ToastHost`, once in a page, shows them. */
export function useToast(): { readonly toasts: DeepReadonly<Toast[]>; toast(draft: ToastDraft): void; dismiss(id: number): void } {
  return { toasts: readonly(shown), toast, dismiss };
}

/** The same words stand there once. */
function toast(draft: ToastDraft): void {
  for (const { id } of shown.filter(({ text }) => text === draft.text)) dismiss(id);
  shown.push({ kind: 'plain', ...draft, id: ++count });
  if (shown.length > MOST) shown.shift();
}

function dismiss(id: number): void {
  const index = shown.findIndex((one) => one.id === id);
  if (index >= 0) shown.splice(index, 1);
}
