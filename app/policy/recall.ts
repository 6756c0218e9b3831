import type { ErrorCode } from '../error.ts';
import type { StoredMessage } from '../messaging/journal/draft.ts';

/** Who wants to take back what, and when. */
export interface RecallRequest {
  readonly message: StoredMessage | undefined;
  readonly userId: number;
  /** ms, by the server's clock. */
  readonly now: number;
  /** ms after which a message stays. */
  readonly window: number;
}

/** Why a message may not be taken back; undefined when it may (D37). */
export function refuseRecall({ message, userId, now, window }: RecallRequest): ErrorCode | undefined {
  if (!message) return 'message_not_found';
  if (message.senderId !== userId) return 'recall_forbidden';
  return now - message.createdAt > window ? 'recall_late' : undefined;
}
