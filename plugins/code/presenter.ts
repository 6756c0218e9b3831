import type { CodeTarget, WireCode, WireMaker, WireOutside, WirePreview } from '../../protocol/index.ts';
import type { TicketRow } from './ticket/store.ts';

/** What a code leads to, as whoever holds it may see it. */
export interface CodeCard extends CodeTarget {
  readonly name: string;
  readonly avatar: string;
  /** Members; null for a user. */
  readonly count: number | null;
  /** Of a group 0 anyone, 1 whom the owner lets in, 2 visitors after signing in; of a user 0 friends at once, 1 after an answer. */
  readonly inviteConfirm: number;
}

/** What a scanned code means to the caller. */
export interface Preview {
  readonly card: CodeCard;
  /** ms. */
  readonly expiresAt: number;
  /** Null: no longer there. */
  readonly maker: WireMaker | null;
  /** Whether the caller is in the group, or a friend, already. */
  readonly isJoined: boolean;
  /** What the caller has to do; null when joined. */
  readonly needs: WirePreview['needs'];
}

/** Shows a code to a caller without a token: nothing that leads further than the picture of it does. */
export function presentOutside({ chatType, name, avatar, count }: CodeCard, expiresAt: number): WireOutside {
  return { chatType, name, avatar, count, expires_at: expiresAt };
}

/** Shows a scanned code. */
export function presentPreview({ card, expiresAt, maker, isJoined, needs }: Preview): WirePreview {
  return { ...presentOutside(card, expiresAt), id: card.id, invite_confirm: card.inviteConfirm, maker, joined: isJoined, needs };
}

/** Shows a row of the list of codes. */
export function presentCode(row: TicketRow, maker: WireMaker | null): WireCode {
  const { id, is_current, created_at, expires_at, revoked_at, max_uses, uses, scans } = row;
  const isCurrent = is_current === 1;
  return {
    ticket_id: id,
    maker,
    is_current: isCurrent,
    created_at,
    expires_at: expires_at === 0 ? null : expires_at,
    revoked_at,
    max_uses,
    uses,
    scans,
  };
}
