import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue';

const MOST = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a picture is enlarged and moved; the handlers are those of its stage. */
export interface Zoom {
  readonly style: ComputedRef<{ transform: string }>;
  readonly scale: Ref<number>;
  readonly isZoomed: ComputedRef<boolean>;
  /** Multiplies; never below its own size. */
  zoom(factor: number): void;
  reset(): void;
  wheel(event: WheelEvent): void;
  press(event: PointerEvent): void;
  move(event: PointerEvent): void;
  release(event: PointerEvent): void;
}

/** Zoom by keys, wheel and two fingers; one finger or the mouse moves what is enlarged. */
export function useZoom(): Zoom {
  const scale = ref(1);
  const at = reactive({ x: 0, y: 0 });
  const pointers = new Map<number, Point>();
  const isZoomed = computed(() => scale.value > 1);
  const style = computed(() => ({ transform: `translate(${at.x}px, ${at.y}px) scale(${scale.value})` }));

  function zoom(factor: number): void {
    scale.value = Math.min(MOST, Math.max(1, scale.value * factor));
    if (scale.value === 1) Object.assign(at, { x: 0, y: 0 });
  }

  function reset(): void {
    scale.value = 1;
    Object.assign(at, { x: 0, y: 0 });
  }

  function press(event: PointerEvent): void {
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  function move(event: PointerEvent): void {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, now);
    if (other) return zoom(distance(now, other) / Math.max(1, distance(before, other)));
    if (isZoomed.value) Object.assign(at, { x: at.x + now.x - before.x, y: at.y + now.y - before.y });
  }

  return {
    style,
    scale,
    isZoomed,
    zoom,
    reset,
    wheel: ({ deltaY }) => zoom(deltaY < 0 ? 1.2 : 1 / 1.2),
    press,
    move,
    release: ({ pointerId }) => void pointers.delete(pointerId),
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
