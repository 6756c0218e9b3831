import type { ChatType } from '../../protocol/index.ts';
import type { TicketRow } from '../ticket/store.ts';

/** What a code leads to, as whoever holds it may see it. */
export interface CodeCard {
  readonly chatType: ChatType;
  /** Of the group or the user. */
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  /** Members; null for a user. */
  readonly count: number | null;
  /** Of a group 0 anyone, 1 whom the owner lets in, 2 visitors after signing in; of a user 0 friends at once, 1 after an answer. */
  readonly inviteConfirm: number;
}

/** Somebody by name. */
export interface WireMaker {
  readonly id: number;
  readonly name: string;
}

/** What a scanned code means to who scanned it. */
export interface Preview {
  readonly card: CodeCard;
  /** ms. */
  readonly expiresAt: number;
  /** Null: no longer there. */
  readonly maker: WireMaker | null;
  /** Whether the caller is in the group, or a friend, already. */
  readonly isJoined: boolean;
  /** What the caller has to do; null when joined. */
  readonly needs: 'join' | 'apply' | 'login' | null;
}

/** The answer to a look at a code without a token. */
export interface WireOutside {
  readonly chatType: ChatType;
  readonly name: string;
  readonly avatar: string;
  readonly count: number | null;
  /** ms. */
  readonly expires_at: number;
}

/** The answer to a scan. */
export interface WirePreview extends WireOutside {
  readonly id: number;
  readonly invite_confirm: number;
  readonly maker: WireMaker | null;
  readonly joined: boolean;
  readonly needs: Preview['needs'];
}

/** A code as its maker, and the owner and admins of its group, see it. */
export interface WireCode {
  readonly ticket_id: number;
  readonly maker: WireMaker | null;
  /** The code that its maker shows, which has no end of its own: each showing holds for 7 days. */
  readonly is_current: boolean;
  /** ms, as are all times. */
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
  /** 0: any number. */
  readonly max_uses: number;
  /** How many came in or asked to, and how many looked. */
  readonly uses: number;
  readonly scans: number;
}

/** Shows a code to who has no token: nothing that leads further than the picture of it does. */
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
