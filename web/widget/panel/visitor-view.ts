import { shallowReactive } from 'vue';
import type { WireUser } from '../../../protocol/index.ts';
import type { ClientState, TimelineEntry } from '../../shared/index.ts';

/** What the panel shows, kept current. */
export interface VisitorView {
  state: ClientState;
  /** Whether the server was reached, or tried for, before: then its absence is worth a word. */
  wasConnected: boolean;
  /** The session ended and does not come back by itself. */
  hasEnded: boolean;
  /** Whom one talks to; null until the server has said it. */
  peer: WireUser | null;
  lines: readonly TimelineEntry[];
  isLoaded: boolean;
  hasOlder: boolean;
  /** How far the other side has read. */
  readSeq: number;
  isPeerTyping: boolean;
  /** Messages of the other side that were not looked at. */
  unread: number;
  /** Whether somebody is there on the other side; null where that is not told. */
  isPeerHere: boolean | null;
  /** Why the server takes nobody from here, in words; '' when it does, or was not reached. */
  refusal: string;
  /** Whether the visitor has an account, and what it is called. */
  isUser: boolean;
  username: string;
  /** Whether the site around has said who this is. */
  isKnown: boolean;
  /** Whether nothing was written yet, so that the server knows nobody (G26). */
  isNobody: boolean;
  /** Whether the server takes files; true until it has said so. */
  hasFiles: boolean;
  /** Whether a part of the panel could not be fetched. */
  isPartMissing: boolean;
}

/** The view before anything is known. */
export function newView(): VisitorView {
  return shallowReactive<VisitorView>({
    state: 'offline',
    wasConnected: false,
    hasEnded: false,
    peer: null,
    lines: [],
    isLoaded: false,
    hasOlder: false,
    readSeq: 0,
    isPeerTyping: false,
    unread: 0,
    isPeerHere: null,
    refusal: '',
    isUser: false,
    username: '',
    isKnown: false,
    isNobody: false,
    hasFiles: true,
    isPartMissing: false,
  });
}
