import { onScopeDispose, watch, type Ref } from 'vue';

/** Keeps a field of several lines as high as what stands in it, up to its `max-height`, where the browser does not do so by `field-sizing`. */
export function useGrow(field: Readonly<Ref<HTMLTextAreaElement | null | undefined>>, text: () => string): void {
  if (CSS.supports('field-sizing', 'content')) return;
  let width = 0;
  // A field that is not shown yet has no width, and a narrower one breaks its lines elsewhere.
  const sized = new ResizeObserver(() => width !== field.value?.clientWidth && fit());
  watch(
    field,
    (box) => {
      sized.disconnect();
      if (box) sized.observe(box);
    },
    { immediate: true, flush: 'post' },
  );
  watch(text, fit, { flush: 'post' });
  onScopeDispose(() => sized.disconnect());

  function fit(): void {
    const box = field.value;
    width = box?.clientWidth ?? 0;
    if (!box || width === 0) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }
}
