import type { WireGroupFace } from './group.ts';
import type { WireUser } from './message.ts';
import type { Joining } from './notice.ts';

/** Whether one is in a group now, or has to wait for an answer. */
export type JoinState = 'joined' | 'applied';

/** An application to join a group, as its group's deciders and its applicant see it. */
export interface WireGroupApplication {
  readonly id: number;
  readonly group: { readonly id: number; readonly name: string; readonly avatar: string };
  /** Who asks. */
  readonly user: WireUser;
  /** Who invited them, or made the code that they scanned; null when they came by themselves. */
  readonly inviter: WireUser | null;
  readonly how: Joining['how'];
  readonly note: string;
  /** pending, agree or refuse. */
  readonly status: string;
  /** ms; when it was asked, and when it was answered. */
  readonly create_time: number;
  readonly update_time: number;
}

/** A group that anyone may find, as lists show it; who is in it is for its members. */
export interface WireRoom extends WireGroupFace {
  /** ms of the last message; 0 before the first. */
  readonly last_time: number;
  /** Whether the reader is in it. */
  readonly joined: boolean;
}
