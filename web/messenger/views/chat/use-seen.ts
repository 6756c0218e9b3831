import { onScopeDispose, type Ref, type ShallowRef } from 'vue';
import type { Conversation } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import type { Row } from './rows.ts';
import type { ListHandle } from './use-timeline.ts';
import type { ShownRows } from './use-rows.ts';

/** A list of messages on a screen. */
export interface OnScreen {
  readonly conversation: Conversation;
  readonly handle: Ref<ListHandle | null>;
  readonly shown: ShallowRef<ShownRows>;
  /** Whether it shows what one came for. */
  readonly isPlaced: Ref<boolean>;
  readonly isAtEnd: Ref<boolean>;
}

/** Reading on seeing. */
export interface UsedSeen {
  /** Whether somebody looks at this page. */
  readonly isLookedAt: () => boolean;
  /** Reads up to the last line in sight. */
  readonly seen: () => void;
  /** One has come to look: this also takes away the mark "unread". */
  readonly looked: () => void;
}

/** Moves the read cursor to what was in sight while somebody looked, not to what was loaded. */
export function useSeen({ conversation, handle, shown, isPlaced, isAtEnd }: OnScreen): UsedSeen {
  for (const event of ['focus', 'visibilitychange']) addEventListener(event, looked);
  onScopeDispose(() => {
    for (const event of ['focus', 'visibilitychange']) removeEventListener(event, looked);
  });
  return { isLookedAt, seen, looked };

  function looked(): void {
    if (conversation.settings.marked && isLookedAt() && isPlaced.value) client.markRead(conversation, Math.max(1, conversation.readSeq));
    seen();
  }

  function seen(): void {
    const list = handle.value;
    if (!list || !isPlaced.value || !isLookedAt()) return;
    const seq = isAtEnd.value ? conversation.lastSeq : lastSeqIn(list, shown.value.rows);
    if (seq > conversation.readSeq) client.markRead(conversation, seq);
  }
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

/** Of the last line that is wholly in sight; 0 for none. */
function lastSeqIn(list: ListHandle, rows: readonly Row[]): number {
  const end = list.scrollOffset + list.viewportSize;
  const index = Math.min(list.findItemIndex(end), rows.length - 1);
  const isCut = list.getItemOffset(index) + list.getItemSize(index) > end + 1;
  const row = rows.slice(0, isCut ? index : index + 1).findLast(({ kind }) => kind === 'line');
  return row?.kind === 'line' ? (row.line.seq ?? 0) : 0;
}
