import { onScopeDispose, type Ref, type ShallowRef } from 'vue';
import type { Conversation } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { lastSeqIn } from './in-sight.ts';
import type { Row } from './rows.ts';
import type { ListHandle } from './use-timeline.ts';
import type { ShownRows } from './use-rows.ts';

/** A list of messages on a screen. */
export interface OnScreen {
  readonly conversation: Conversation;
  readonly handle: Ref<ListHandle | null>;
  /** What scrolls. */
  readonly box: Ref<HTMLElement | null>;
  readonly shown: ShallowRef<ShownRows>;
  /** Whether it shows what one came for. */
  readonly isPlaced: Ref<boolean>;
  readonly isAtEnd: Ref<boolean>;
}

/** Reading on seeing. */
export interface SeenUse {
  /** Whether somebody looks at this page. */
  readonly isLookedAt: () => boolean;
  /** Reads up to the last line in sight. */
  readonly seen: () => void;
  /** One has come to look: this also takes away the mark "unread". */
  readonly looked: () => void;
}

/** Moves the read cursor to what was in sight while somebody looked, not to what was loaded. */
export function useSeen({ conversation, box, shown, isPlaced }: OnScreen): SeenUse {
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
    if (!box.value || !isPlaced.value || !isLookedAt()) return;
    const seq = lastSeqIn(box.value);
    if (seq <= conversation.readSeq) return;
    // After the last line there may be what has no line of its own.
    client.markRead(conversation, seq === lastSeqOf(shown.value.rows) && !conversation.timeline.hasNewer ? conversation.lastSeq : seq);
  }
}

function isLookedAt(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function lastSeqOf(rows: readonly Row[]): number {
  const row = rows.findLast((one) => one.kind === 'line' && one.line.seq !== null);
  return row?.kind === 'line' ? (row.line.seq ?? 0) : 0;
}
