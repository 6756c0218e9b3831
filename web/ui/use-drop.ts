import { onMounted, onScopeDispose, ref, type Ref } from 'vue';

/** What becomes of files. */
interface Taking {
  readonly take: (files: FileList) => void;
  /** Whether any are taken; what is dropped where none are leads nowhere, and a paste is left to the field. */
  readonly isOn: () => boolean;
}

/** Files that come by paste or are dragged onto a pane; `isOver` while some are above it. */
export function useDrop(pane: () => GlobalEventHandlers, { take, isOn }: Taking): { readonly isOver: Ref<boolean> } {
  const isOver = ref(false);
  const ending = new AbortController();

  onScopeDispose(() => ending.abort());
  onMounted(() => {
    const target = pane();
    const { signal } = ending;
    target.addEventListener('paste', paste, { signal });
    target.addEventListener('dragover', dragover, { signal });
    target.addEventListener('dragleave', dragleave, { signal });
    target.addEventListener('drop', drop, { signal });
  });

  function paste(event: ClipboardEvent): void {
    if (isOn()) bring(event, event.clipboardData);
  }

  function dragover(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    isOver.value = isOn();
  }

  /** Only when the pane itself is left, not one of its parts. */
  function dragleave({ currentTarget, relatedTarget }: DragEvent): void {
    if (currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
    isOver.value = false;
  }

  function drop(event: DragEvent): void {
    isOver.value = false;
    bring(event, event.dataTransfer);
  }

  function bring(event: Event, data: DataTransfer | null): void {
    if (!data || data.files.length === 0) return;
    event.preventDefault();
    if (isOn()) take(data.files);
  }

  return { isOver };
}
