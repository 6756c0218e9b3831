import type { ConversationRow } from '../../protocol/index.ts';

/** How far a conversation is read: by the user, as far as the server knows it, and by the other side. None goes back. */
export class ReadCursors {
  #mine = 0;
  #told = 0;
  #peer = 0;

  get mine(): number {
    return this.#mine;
  }

  /** Of a single chat. */
  get peer(): number {
    return this.#peer;
  }

  /** Whether the server may not know the user's own. */
  get isUntold(): boolean {
    return this.#mine > this.#told;
  }

  /** Moves the user's own; false when it stands there or further already. */
  read(seq: number): boolean {
    if (seq <= this.#mine) return false;
    this.#mine = seq;
    return true;
  }

  /** The server knows the user's own up to here. */
  tell(seq: number): void {
    this.#told = Math.max(this.#told, seq);
  }

  /** The other side has read up to `seq`. */
  peerRead(seq: number): void {
    this.#peer = Math.max(this.#peer, seq);
  }

  /** Takes a row of the conversation list. */
  applyRow(row: ConversationRow): void {
    this.read(row.read_seq);
    this.tell(row.read_seq);
    this.peerRead(row.peer_read_seq);
  }
}
