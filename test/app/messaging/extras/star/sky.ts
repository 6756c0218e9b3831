import type { BareMessage } from '#app';

/** Stars of messages, in memory of all nodes of this process; and what was asked about. */
class Sky {
  readonly stars = new Map<string, number>();
  /** The seqs of each call. */
  readonly calls: number[][] = [];
  /** Awaited by each call between its look and its answer. */
  gate: () => Promise<unknown> = () => Promise.resolve();

  readonly read = async (messages: readonly BareMessage[]): Promise<(number | undefined)[]> => {
    this.calls.push(messages.map(({ seq }) => seq));
    const values = messages.map((message) => this.stars.get(keyOf(message)));
    await this.gate();
    return values;
  };

  /** Gives a message a star more. */
  add(conversationId: number, seq: number): void {
    const key = keyOf({ conversationId, seq });
    this.stars.set(key, (this.stars.get(key) ?? 0) + 1);
  }

  clear(): void {
    this.stars.clear();
    this.calls.length = 0;
    this.gate = () => Promise.resolve();
  }
}

function keyOf({ conversationId, seq }: Pick<BareMessage, 'conversationId' | 'seq'>): string {
  return `${conversationId}:${seq}`;
}

/** The one that there is. */
export const sky = new Sky();
